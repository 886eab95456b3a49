package dev.fairlead.build.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RepositoryUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://github.com/user/garden, https://github.com/user/garden, garden, true",
    "https://github.com/user/garden.git, https://github.com/user/garden.git, garden, true",
    "' https://github.com/user/garden/ ', https://github.com/user/garden/, garden, true",
    "github.com/user/garden, https://github.com/user/garden, garden, true",
    "https://git.example.com:8443/a/b/c.git, https://git.example.com:8443/a/b/c.git, c, true",
    "http://127.0.0.1:3000/garden.git, http://127.0.0.1:3000/garden.git, garden, false",
    "file:///srv/git/garden, file:///srv/git/garden, garden, false"
  })
  void anAddressIsRead(String text, String value, String name, boolean publicForm) {
    RepositoryUrl url = RepositoryUrl.parse(text);

    assertThat(url.value()).isEqualTo(value);
    assertThat(url.repositoryName()).isEqualTo(name);
    assertThat(url.isPublicForm()).isEqualTo(publicForm);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garden",
        "/srv/git/garden",
        "git@github.com:user/garden.git",
        "ssh://git@github.com/user/garden",
        "git://github.com/user/garden",
        "ext::sh -c id",
        "ext://sh/-c/id",
        "--upload-pack=id",
        "-oProxyCommand=id",
        "https://-oProxyCommand=id/x",
        "https://user:password@github.com/user/garden",
        "https://token@github.com/user/garden",
        "https://github.com",
        "https://github.com/",
        "https:///user/garden",
        "https:user/garden",
        "HTTPS://github.com/user/garden",
        "https://github.com/user/garden?x=1",
        "https://github.com/user/garden#main",
        "https://github.com/--upload-pack=id/x",
        "https://github.com/user/gar den",
        "https://github.com/user/garden\nhttps://x/y",
        "file://host/srv/git",
        "file:///",
        "javascript:alert(1)"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> RepositoryUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }
}
