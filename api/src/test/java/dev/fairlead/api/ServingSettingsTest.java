package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a site is served, where its owner says so. */
final class ServingSettingsTest {
  private final ApiFixture api = ApiFixture.instance();
  private final RuledSites sites = new RuledSites(api);

  @Test
  void howASiteIsServedIsASettingOfProjectAndDeployment() {
    sites.project("settings", ", \"htmlHandling\": \"none\", \"notFound\": \"404-page\"");

    assertThat(api.get("/v1/projects/settings").text("htmlHandling")).isEqualTo("none");
    String id = sites.deploy("settings", "{\"notFound\": \"single-page-application\"}");
    JsonNode settings = FakeBuild.settingsOf(id);
    assertThat(settings.path("htmlHandling").asText()).isEqualTo("none");
    assertThat(settings.path("notFound").asText()).isEqualTo("single-page-application");
  }

  @ParameterizedTest
  @CsvSource({"htmlHandling, pretty", "notFound, index.html"})
  void anUnknownSettingIsRefusedWithTheKnownOnes(String field, String value) {
    ApiFixture.Answer answer =
        api.post("/v1/projects", "{\"name\": \"never\", \"%s\": \"%s\"}".formatted(field, value));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(answer.text("detail")).contains(value, "expected:", "none");
  }
}
