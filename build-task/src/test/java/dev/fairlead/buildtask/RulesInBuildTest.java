package dev.fairlead.buildtask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.BuildEvent;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.rules.SiteRules;
import dev.fairlead.testing.TestRepository;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the rule files of a repository to what the api is told. */
final class RulesInBuildTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void rulesArePublishedAndTheirFilesAreNot() throws Exception {
    try (TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      repository
          .write("index.html", "<link rel=stylesheet href=/a.css>")
          .write("a.css", "a{}")
          .write("docs/_redirects", "an ordinary file")
          .write("_redirects", "/old /new 301\n/x y\n/a.css /b\n")
          .write("_headers", "/*\n  X-Frame-Options: DENY\n")
          .write("vercel.json", "{\"cleanUrls\": true, \"trailingSlash\": true}")
          .commit("A site with rules");

      try (FakeApi api = new FakeApi(TestBuild.spec(TestBuild.git(repository.fileUrl())))) {
        build(api);

        PublishRequest request = api.published().getFirst();
        assertThat(request.files())
            .extracting(file -> file.path().value())
            .containsExactly("/a.css", "/docs/_redirects", "/index.html");
        assertThat(request.files().getLast().links())
            .containsExactly("</a.css>; rel=preload; as=style");
        assertThat(request.htmlHandling()).isEqualTo(HtmlHandling.FORCE_TRAILING_SLASH);
        SiteRules rules = Objects.requireNonNull(request.rules());
        assertThat(rules.redirects()).extracting(rule -> rule.to()).containsExactly("/new", "/b");
        assertThat(rules.headers()).hasSize(1);
        assertThat(rules.problems())
            .extracting(problem -> problem.source().toString())
            .containsExactly("_redirects:2", "_redirects:3");
        assertThat(api.logText())
            .contains(
                "Read _redirects, _headers, vercel.json: 2 redirects and rewrites, 1 header rule",
                "_redirects:2: Where the rule leads is missing",
                "_redirects:3: The site has a file at “/a.css”");
      }
    }
  }

  @Test
  void settingsComeBeforeWhatFilesSay() throws Exception {
    try (TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      repository
          .write("index.html", "x")
          .write("404.html", "y")
          .write("firebase.json", "{\"hosting\": {\"cleanUrls\": true, \"trailingSlash\": false}}")
          .commit("A site");
      BuildSettings settings =
          new BuildSettings(
              null, null, null, null, HtmlHandling.NONE, NotFoundHandling.SINGLE_PAGE_APPLICATION);

      try (FakeApi api =
          new FakeApi(TestBuild.spec(TestBuild.git(repository.fileUrl()), settings))) {
        build(api);

        PublishRequest request = api.published().getFirst();
        assertThat(request.htmlHandling()).isEqualTo(HtmlHandling.NONE);
        assertThat(request.notFound()).isEqualTo(NotFoundHandling.SINGLE_PAGE_APPLICATION);
        assertThat(request.rules()).isNull();
      }
    }
  }

  @Test
  void aSiteCanFailOnItsErrors() throws Exception {
    try (TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      repository
          .write("index.html", "x")
          .write("_redirects", "# problems: fail\n/a /b 300\n")
          .commit("A site with a wrong rule");

      try (FakeApi api = new FakeApi(TestBuild.spec(TestBuild.git(repository.fileUrl())))) {
        AttemptOutcome outcome = run(api);

        assertThat(outcome).isInstanceOf(AttemptOutcome.Failed.class);
        BuildEvent.Failed failed = (BuildEvent.Failed) api.events().getLast();
        assertThat(failed.failure().code()).isEqualTo(FailureCode.OUTPUT_INVALID);
        assertThat(failed.failure().message()).contains("have 1 error, named", "# problems: fail");
        assertThat(failed.ruleProblems())
            .extracting(problem -> problem.source().toString())
            .containsExactly("_redirects:2");
        assertThat(api.logText()).contains("_redirects:2: The status is 300");
        assertThat(api.published()).isEmpty();
      }
    }
  }

  @Test
  void allProblemsAreCountedWhereNotAllAreListed() throws Exception {
    StringBuilder rules = new StringBuilder("# problems: fail\n");
    for (int i = 0; i < 1_500; i++) {
      rules.append("/a").append(i).append(" /b 300\n");
    }
    try (TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      repository
          .write("index.html", "x")
          .write("_redirects", rules.toString())
          .commit("A site with very many wrong rules");

      try (FakeApi api = new FakeApi(TestBuild.spec(TestBuild.git(repository.fileUrl())))) {
        run(api);

        BuildEvent.Failed failed = (BuildEvent.Failed) api.events().getLast();
        assertThat(failed.failure().message()).contains("have 1,500 errors");
        assertThat(failed.ruleProblems().getLast().count()).isEqualTo(500);
        assertThat(api.logText())
            .contains("_redirects:101: ", "These are the first 100 of 1,500 problems;")
            .doesNotContain("_redirects:102: ");
      }
    }
  }

  @Test
  void aFileBesideTheOutputIsNotForgottenInSilence() throws Exception {
    try (TestRepository repository = TestRepository.create(folder.resolve("repository"))) {
      repository
          .write("public/index.html", "x")
          .write("_redirects", "/a /b")
          .write("netlify.toml", "[[redirects]]\nfrom = \"/c\"\nto = \"/d\"\n")
          .commit("Rules beside the output");

      try (FakeApi api = new FakeApi(TestBuild.spec(TestBuild.git(repository.fileUrl())))) {
        build(api);

        assertThat(api.logText()).contains("_redirects lies beside the output folder");
        assertThat(Objects.requireNonNull(api.published().getFirst().rules()).redirects())
            .extracting(rule -> rule.source().toString())
            .containsExactly("netlify.toml:1");
      }
    }
  }

  private void build(FakeApi api) {
    assertThat(run(api)).as(api.logText()).isEqualTo(new AttemptOutcome.Published());
  }

  private AttemptOutcome run(FakeApi api) {
    return new BuildTask(TestBuild.config(api, folder.resolve("work")), InstantSource.system())
        .run();
  }
}
