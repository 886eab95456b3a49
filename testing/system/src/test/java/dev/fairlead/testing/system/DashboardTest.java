package dev.fairlead.testing.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.fairlead.testing.TestRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dashboard in a real browser. */
@ExtendWith(SharedPlatform.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DashboardTest {
  private static final int LINES = 150;
  private static final int MOST_TABS = 30;
  private final Platform platform;
  private final List<String> complaints = new ArrayList<>();
  private Chromium chromium;

  DashboardTest(Platform platform) {
    this.platform = platform;
  }

  @BeforeAll
  void startBrowser() {
    chromium = Chromium.start();
  }

  @AfterAll
  void closeBrowser() {
    chromium.close();
  }

  @Test
  void fromTheSignInLinkOverTheFormAndTheLiveLogToTheServedPage() throws Exception {
    String url = serve("dash-form", "<h1>Made with a form</h1>");
    Page page = signedIn();

    // When
    page.getByRole(AriaRole.LINK, named("New deployment")).first().click();
    page.locator("#repositoryUrl").fill(url);
    assertThat(page.locator("#name")).hasValue("dash-form");
    page.locator("#buildCommand")
        .fill(Sources.printLines(LINES, "0.03") + "; mkdir dist; cp index.html dist/");
    page.locator("#outputDirectory").fill("dist");
    page.getByRole(AriaRole.BUTTON, button("Create and deploy")).click();

    // Then
    Locator log = page.getByRole(AriaRole.LOG);
    assertThat(log).containsText("line 3");
    assertThat(page.locator("main")).containsText("Building");
    assertThat(log).containsText("line " + LINES);
    assertThat(page.locator("main")).containsText("Ready");
    assertThat(page.locator("main")).containsText("Live");
    assertThat(linesIn(log))
        .isEqualTo(IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i).toList());
    Locator site = page.locator("a[href^=\"%s\"]".formatted(platform.siteOf("dash-form"))).first();
    page.navigate(site.getAttribute("href"));
    assertThat(page.locator("h1")).hasText("Made with a form");
    assertThat(complaints).isEmpty();
  }

  @Test
  void theKeyboardIsEnough() throws Exception {
    String url = serve("dash-keys", "<h1>Made with keys</h1>");
    Page page = signedIn();

    // When
    tabTo(page, "New deployment");
    page.keyboard().press("Enter");
    assertThat(page.locator("#repositoryUrl")).isFocused();
    page.keyboard().type(url);
    assertThat(page.locator("#name")).hasValue("dash-keys");
    tabTo(page, "Create and deploy");
    page.keyboard().press("Enter");

    // Then
    assertThat(page.locator("main")).containsText("Ready");
    assertThat(platform.edge().text(platform.siteOf("dash-keys"))).contains("Made with keys");
  }

  @Test
  void aRollbackServesTheOldPageAgain() throws Exception {
    // Given
    Path folder = platform.folder("dash-rollback");
    Folders.write(folder, "index.html", "the old page");
    platform.cli().run("deploy", folder.toString(), "--quiet");
    Folders.write(folder, "index.html", "the new page");
    platform.cli().run("deploy", folder.toString(), "--quiet");
    String site = platform.siteOf("dash-rollback");
    platform.edge().awaitText(site, "the new page");
    Page page = signedIn();

    // When
    page.getByRole(AriaRole.LINK, named("dash-rollback")).first().click();
    page.getByRole(AriaRole.BUTTON, startingWith("Roll back to this")).first().click();
    Locator dialog = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(dialog).containsText("at once and without a build");
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Roll back to this"))
        .click();

    // Then
    assertThat(dialog).isHidden();
    platform.edge().awaitText(site, "the old page");
  }

  @Test
  void aFailedDeploymentSaysWhy() throws Exception {
    Sources.project(platform, "dash-failing", "x");
    String id = Sources.deploy(platform, "dash-failing", "echo 'Error: no such thing'; exit 7");
    String reason = platform.api().ended(id).at("/failure/message").asText();
    Page page = signedIn();

    page.navigate(platform.api().url() + "/deployment/?id=" + id);

    assertThat(page.locator("main")).containsText("Failed");
    assertThat(page.locator("main")).containsText(reason.substring(0, reason.indexOf('.')));
    assertThat(page.getByRole(AriaRole.LOG)).containsText("Error: no such thing");
  }

  @Test
  void aRepositoryThatIsNoneAndATakenNameAreSaidAtTheirFields() throws Exception {
    String url = serve("dash-taken", "x");
    platform.api().post("/v1/projects", Map.of("name", "dash-taken"));
    Page page = signedIn();

    page.getByRole(AriaRole.LINK, named("New deployment")).first().click();
    page.locator("#repositoryUrl").fill("git@git.invalid:a/b.git");
    page.getByRole(AriaRole.BUTTON, button("Create and deploy")).click();
    assertThat(page.locator("#repositoryUrl")).isFocused();
    assertThat(page.locator("#repositoryUrl")).hasAttribute("aria-invalid", "true");

    page.locator("#repositoryUrl").fill(url);
    page.locator("#name").fill("dash-taken");
    page.getByRole(AriaRole.BUTTON, button("Create and deploy")).click();
    assertThat(page.locator("#name")).hasAttribute("aria-invalid", "true");
  }

  @Test
  void aLinkThatWasUsedAndAVisitorWithoutOneAreToldWhatToDo() throws Exception {
    String link = link();
    Page first = chromium.newVisitor();
    first.navigate(link);
    first.waitForURL(platform.api().url() + "/");

    Page second = chromium.newVisitor();
    second.navigate(link);
    assertThat(second.locator("main")).containsText("./fairlead open");
    Page stranger = chromium.newVisitor();
    stranger.navigate(platform.api().url() + "/");
    assertThat(stranger.locator("main")).containsText("./fairlead open");
  }

  private String serve(String name, String index) throws Exception {
    try (TestRepository repository = TestRepository.create(platform.folder(name))) {
      repository.write("index.html", index).commit("A page");
      return platform.git().serve(name, repository).toString();
    }
  }

  private Page signedIn() throws Exception {
    Page page = chromium.newVisitor();
    page.onPageError(complaints::add);
    page.navigate(link());
    page.waitForURL(platform.api().url() + "/");
    return page;
  }

  private String link() throws Exception {
    return platform.api().post("/v1/sign-in-links", Map.of()).path("url").asText();
  }

  /** Presses the tabulator key until something of that name has the focus. */
  private static void tabTo(Page page, String name) {
    assertThat(page.getByText(name).first()).isVisible();
    for (int i = 0; i < MOST_TABS; i++) {
      page.keyboard().press("Tab");
      if (name.equals(page.evaluate("document.activeElement.textContent.trim()"))) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not get to “%s”".formatted(name));
  }

  private static List<String> linesIn(Locator log) {
    return Pattern.compile("line \\d+")
        .matcher(log.innerText())
        .results()
        .map(match -> match.group())
        .toList();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByRoleOptions button(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions startingWith(String name) {
    return new Page.GetByRoleOptions().setName(Pattern.compile("^" + name));
  }
}
