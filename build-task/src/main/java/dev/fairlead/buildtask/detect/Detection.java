package dev.fairlead.buildtask.detect;

import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.NotFoundHandling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides from files alone how a site is built; never runs anything. What the user has set wins
 * over what is found.
 */
public final class Detection {
  private static final Pattern STATIC_EXPORT =
      Pattern.compile("\\boutput\\s*:\\s*['\"`]export['\"`]");
  private static final Pattern LINE_COMMENT = Pattern.compile("(?m)^\\s*//.*$");
  private static final List<String> NEXT_CONFIGS =
      List.of("next.config.js", "next.config.mjs", "next.config.ts", "next.config.cjs");

  private final SourceTree tree;
  private final BuildSettings settings;
  private final List<String> warnings = new ArrayList<>();

  private Detection(SourceTree tree, BuildSettings settings) {
    this.tree = tree;
    this.settings = settings;
  }

  /**
   * Looks at a tree.
   *
   * @param tree the site's root directory; the one of the settings has been applied
   */
  public static Detected detect(SourceTree tree, BuildSettings settings) {
    return new Detection(tree, settings).run();
  }

  private Detected run() {
    if (!tree.isFile("package.json")) {
      return withoutPackages();
    }
    PackageJson manifest;
    try {
      manifest = PackageJson.parse(tree.read("package.json").orElse(""));
    } catch (InvalidDocumentException e) {
      return new Detected.Refused(
          FailureCode.CONFIGURATION_INVALID,
          "package.json cannot be read: %s. Correct it and deploy again."
              .formatted(e.getMessage()));
    }
    Optional<Preset> preset =
        Presets.ALL.stream()
            .filter(p -> manifest.dependency(p.packageName()).isPresent())
            .findFirst();
    Detected.@Nullable Refused refusal = preset.map(p -> refusal(p, manifest)).orElse(null);
    if (refusal != null) {
      return refusal;
    }
    if (preset.isPresent()) {
      return framework(preset.get(), manifest);
    }
    return manifest.script("build").isPresent() || settings.buildCommand() != null
        ? buildScript(manifest)
        : withoutPackages();
  }

  private Detected framework(Preset preset, PackageJson manifest) {
    PackageManager manager = PackageManager.of(tree, manifest);
    String version = manifest.dependency(preset.packageName()).orElse("");
    boolean script = manifest.script("build").isPresent();
    return site(
        preset.name(),
        manager,
        script ? manager.runCommand("build") : manager.execCommand(preset.buildCommand()),
        outputsOf(preset),
        preset.notFound(),
        "%s %s is a dependency, %s"
            .formatted(
                preset.packageName(),
                version,
                script ? "with a build script" : "without a build script"));
  }

  private Detected buildScript(PackageJson manifest) {
    PackageManager manager = PackageManager.of(tree, manifest);
    return site(
        "Node.js",
        manager,
        manager.runCommand("build"),
        Presets.USUAL_OUTPUTS,
        NotFoundHandling.NONE,
        "package.json has a build script");
  }

  private Detected.Site site(
      String framework,
      PackageManager manager,
      String buildCommand,
      List<String> outputs,
      NotFoundHandling notFound,
      String evidence) {
    List<String> ignored = manager.ignoredLockfiles(tree);
    if (!ignored.isEmpty()) {
      warnings.add(
          "%s is ignored, because %s decides for %s; delete the one you do not use."
              .formatted(String.join(", ", ignored), manager.evidence(), manager.name()));
    }
    return new Detected.Site(
        framework,
        manager.name(),
        chosen(settings.installCommand(), manager.installCommand()),
        chosen(settings.buildCommand(), buildCommand),
        chosenOutputs(outputs),
        notFound,
        "%s; %s by %s".formatted(evidence, manager.name(), manager.evidence()),
        warnings);
  }

  private Detected withoutPackages() {
    String install = chosen(settings.installCommand(), null);
    String build = chosen(settings.buildCommand(), null);
    Optional<String> plain = plainFolder();
    if (plain.isEmpty() && build == null && settings.outputDirectory() == null) {
      return new Detected.Refused(
          FailureCode.NOTHING_TO_SERVE,
          "There is nothing to serve: no package.json with a known framework or a build script, and"
              + " no index.html at the root or in public, dist, site or docs. Add one, or set the"
              + " root directory, the build command or the output directory.");
    }
    String evidence =
        build != null
            ? "the build command is set"
            : plain
                .map(folder -> "index.html in " + describe(folder))
                .orElse("the output directory is set");
    return new Detected.Site(
        "Static files",
        null,
        install,
        build,
        chosenOutputs(build == null ? List.of(plain.orElse(".")) : Presets.USUAL_OUTPUTS),
        NotFoundHandling.NONE,
        evidence,
        warnings);
  }

  private Optional<String> plainFolder() {
    if (tree.isFile("index.html")) {
      return Optional.of(".");
    }
    return Presets.PLAIN_FOLDERS.stream()
        .filter(folder -> tree.isFile(folder + "/index.html"))
        .findFirst();
  }

  private Detected.@Nullable Refused refusal(Preset preset, PackageJson manifest) {
    if (preset.packageName().equals(Presets.NEXT) && !exportsStatically()) {
      return new Detected.Refused(
          FailureCode.UNSUPPORTED_PROJECT,
          "This Next.js app needs a server. Fairlead serves static sites: set output: 'export' in"
              + " next.config.js and deploy again.");
    }
    boolean kitWithoutStatic =
        preset.packageName().equals(Presets.SVELTE_KIT)
            && manifest.dependency("@sveltejs/adapter-static").isEmpty();
    if (kitWithoutStatic) {
      return new Detected.Refused(
          FailureCode.UNSUPPORTED_PROJECT,
          "This SvelteKit app needs a server. Fairlead serves static sites: install"
              + " @sveltejs/adapter-static, use it in svelte.config.js and deploy again.");
    }
    return null;
  }

  private boolean exportsStatically() {
    return settings.outputDirectory() != null
        || NEXT_CONFIGS.stream()
            .map(file -> LINE_COMMENT.matcher(tree.read(file).orElse("")).replaceAll(""))
            .anyMatch(text -> STATIC_EXPORT.matcher(text).find());
  }

  private List<String> outputsOf(Preset preset) {
    return preset.packageName().equals(Presets.ANGULAR)
        ? AngularOutput.of(tree.read("angular.json").orElse(""))
        : preset.outputs();
  }

  private List<String> chosenOutputs(List<String> detected) {
    String set = settings.outputDirectory();
    return set == null || set.isBlank() ? detected : List.of(set.strip());
  }

  private static @Nullable String chosen(@Nullable String set, @Nullable String detected) {
    if (set == null) {
      return detected;
    }
    return set.isBlank() ? null : set.strip();
  }

  private static String describe(String folder) {
    return folder.equals(".") ? "the root directory" : folder;
  }
}
