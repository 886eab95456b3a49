package dev.fairlead.infra.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reading a stage's settings. */
final class StageFileTest {
  private static final String SMALLEST =
      """
      region = "eu-west-1"
      [sites]
      domain = "Example.net"
      hosted-zone = "Z0123456789"
      [platform]
      domain = "deploy.example.com"
      certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234"
      """;

  @Test
  void whatIsNotSaidHasADefault() {
    Stage stage = StageFile.parse(SMALLEST);

    assertThat(stage)
        .isEqualTo(
            new Stage(
                "live",
                StageSize.SMALL,
                "eu-west-1",
                new Domain("example.net", Optional.of("Z0123456789"), Optional.empty()),
                new Domain(
                    "deploy.example.com",
                    Optional.empty(),
                    Optional.of("arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234")),
                List.of(),
                Architecture.X86_64,
                Optional.empty(),
                List.of(),
                Optional.empty()));
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                StageFile.parse(
                    """
                    size = "huge"
                    colour = "blue"
                    architecture = "mips"
                    [sites]
                    domain = "example.net"
                    """))
        .hasMessageContaining("size: huge (expected: small or production)")
        .hasMessageContaining("colour is no setting")
        .hasMessageContaining("architecture: mips")
        .hasMessageContaining("region is missing")
        .hasMessageContaining("example.net: neither hosted zone nor certificate")
        .hasMessageContaining("platform.domain is missing");
  }

  @Test
  void sitesAndDashboardMustNotShareARegistrableDomain() {
    assertThatThrownBy(
            () -> StageFile.parse(SMALLEST.replace("deploy.example.com", "deploy.example.net")))
        .hasMessageContaining("both below example.net");
    assertThatThrownBy(
            () ->
                StageFile.parse(
                    SMALLEST
                        .replace("Example.net", "sites.example.co.uk")
                        .replace("deploy.example.com", "deploy.example.co.uk")))
        .hasMessageContaining("both below example.co.uk");
  }

  @Test
  void twoNamesBelowAPublicSuffixAreTwoRegistrableDomains() {
    assertThat(
            StageFile.parse(
                    SMALLEST
                        .replace("Example.net", "one.co.uk")
                        .replace("deploy.example.com", "two.co.uk"))
                .sites()
                .registrable())
        .isEqualTo("one.co.uk");
  }

  @Test
  void aRegionIsNamedOnce() {
    assertThatThrownBy(() -> StageFile.parse("further-regions = [\"eu-west-1\"]\n" + SMALLEST))
        .hasMessageContaining("regions: [eu-west-1, eu-west-1] (expected: each once)");
  }

  @Test
  void zonesAreThreeOfTheHomeRegion() {
    assertThat(
            StageFile.parse("zones = [\"eu-west-1a\", \"eu-west-1b\", \"eu-west-1d\"]\n" + SMALLEST)
                .zones())
        .containsExactly("eu-west-1a", "eu-west-1b", "eu-west-1d");
    for (String wrong :
        List.of("[\"eu-west-1a\"]", "[\"eu-west-1a\", \"eu-west-1b\", \"us-east-1a\"]")) {
      assertThatThrownBy(() -> StageFile.parse("zones = " + wrong + "\n" + SMALLEST))
          .hasMessageContaining("expected: 3 zones of eu-west-1");
    }
  }

  @Test
  void aStagesNameHasNoTwoHyphensInARow() {
    assertThatThrownBy(() -> StageFile.parse("stage = \"a--b\"\n" + SMALLEST))
        .hasMessageContaining("stage: a--b (expected: 1–12 of a–z, 0–9 and single hyphens");
  }

  @Test
  void aSnapshotIsNamedAsAwsNamesIt() {
    assertThat(
            StageFile.parse("database-snapshot = \"rds:fairlead-2026-11-20\"\n" + SMALLEST)
                .databaseSnapshot())
        .contains("rds:fairlead-2026-11-20");
    assertThatThrownBy(() -> StageFile.parse("database-snapshot = \"last one\"\n" + SMALLEST))
        .hasMessageContaining("database snapshot: last one");
  }

  @Test
  void whatIsNoTomlIsRefused() {
    assertThatThrownBy(() -> StageFile.parse("region = ")).hasMessageStartingWith("not TOML");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> StageFile.read(Path.of("nowhere.toml")))
        .hasMessageContaining("nowhere.toml: there is no such file");
  }
}
