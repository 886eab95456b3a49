package dev.fairlead.testing.system;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom, and what nobody may use; {@code docs/architecture.md} says why. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.fairlead");
  private static final List<String> EMPTY_WORDS =
      List.of(
          "Impl", "Service", "Manager", "Util", "Utils", "Helper", "Common", "Base", "Data", "Info",
          "DTO", "Dto");
  private static final int LEAST_CLASSES = 200;

  /** The modules, by their packages. */
  private enum Module {
    SITE("dev.fairlead.site"),
    NETWORK("dev.fairlead.network"),
    RULE_FILES("dev.fairlead.rulefiles"),
    SITE_S3("dev.fairlead.site.s3"),
    BUILD_PROTOCOL("dev.fairlead.build.protocol"),
    REDIS("dev.fairlead.redis"),
    BUILD_LOG_REDIS("dev.fairlead.build.log.redis"),
    EMBEDDED_SERVERS("dev.fairlead.embedded"),
    API("dev.fairlead.api"),
    BUILD_TASK("dev.fairlead.buildtask"),
    EDGE_PROXY("dev.fairlead.edge"),
    WS_LOGS("dev.fairlead.wslogs"),
    CLI("dev.fairlead.cli"),
    LOCAL("dev.fairlead.local"),
    TESTING("dev.fairlead.testing");

    private final String packageName;

    Module(String packageName) {
      this.packageName = packageName;
    }

    static Module of(JavaClass type) {
      String name = type.getPackageName();
      return Arrays.stream(values())
          .filter(m -> name.equals(m.packageName) || name.startsWith(m.packageName + "."))
          .max(Comparator.comparingInt(m -> m.packageName.length()))
          .orElseThrow(() -> new AssertionError(type.getName() + " belongs to no module"));
    }

    Set<Module> mayUse() {
      return switch (this) {
        case SITE, NETWORK, REDIS, CLI, EMBEDDED_SERVERS -> EnumSet.noneOf(Module.class);
        case SITE_S3, BUILD_PROTOCOL -> EnumSet.of(SITE);
        case RULE_FILES -> EnumSet.of(SITE, NETWORK);
        case BUILD_LOG_REDIS -> EnumSet.of(SITE, BUILD_PROTOCOL, REDIS);
        case API -> EnumSet.of(SITE, SITE_S3, BUILD_PROTOCOL, REDIS, BUILD_LOG_REDIS);
        case BUILD_TASK -> EnumSet.of(SITE, NETWORK, RULE_FILES, BUILD_PROTOCOL);
        case EDGE_PROXY -> EnumSet.of(SITE, NETWORK, SITE_S3, REDIS);
        // Ids are types of the site, and part of every document of the protocol.
        case WS_LOGS -> EnumSet.of(SITE, BUILD_PROTOCOL, REDIS, BUILD_LOG_REDIS);
        case LOCAL, TESTING -> EnumSet.allOf(Module.class);
      };
    }
  }

  @Test
  void modulesUseOnlyWhatTheyMay() {
    assertThat(CLASSES).hasSizeGreaterThan(LEAST_CLASSES);
    List<String> forbidden =
        CLASSES.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(ArchitectureTest::isForbidden)
            .map(Dependency::getDescription)
            .toList();
    assertThat(forbidden).isEmpty();
  }

  private static boolean isForbidden(Dependency dependency) {
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    if (!target.getPackageName().startsWith("dev.fairlead")) {
      return false;
    }
    Module from = Module.of(dependency.getOriginClass());
    Module to = Module.of(target);
    return from != to && !from.mayUse().contains(to);
  }

  /**
   * The outermost package of a program has its wiring, which knows all parts, and its
   * configuration, which all may know; so it is no slice.
   */
  @ParameterizedTest
  @ValueSource(strings = {"api", "buildtask", "edge"})
  void theSubjectsOfAProgramFormNoCircle(String program) {
    slices()
        .matching("dev.fairlead.%s.(*)..".formatted(program))
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void whatCrossesProcessesHasNoFrameworkInIt() {
    noClasses()
        .that(resideInAnyPackage("dev.fairlead.site", "dev.fairlead.build.protocol"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.micronaut..", "io.netty..", "jakarta.inject..", "software.amazon..", "io.lettuce..")
        .check(CLASSES);
  }

  @Test
  void theControlPlaneStartsNoProcesses() {
    Set<String> allowed =
        Set.of("dev.fairlead.api.launch.ProcessBuildLauncher", "dev.fairlead.cli.OpenCommand");
    List<String> starting =
        CLASSES.stream()
            .filter(
                not(
                    resideInAnyPackage(
                        "dev.fairlead.buildtask..",
                        "dev.fairlead.embedded..",
                        "dev.fairlead.testing..")))
            .filter(type -> !allowed.contains(type.getName()))
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(
                access ->
                    access.getTargetOwner().isEquivalentTo(ProcessBuilder.class)
                        || (access.getTargetOwner().isEquivalentTo(Runtime.class)
                            && access.getTarget().getName().equals("exec")))
            .map(Object::toString)
            .toList();
    assertThat(starting).isEmpty();
  }

  @Test
  void namesSayWhatAThingIs() {
    assertThat(CLASSES)
        .extracting(JavaClass::getSimpleName)
        .filteredOn(name -> !name.equals("PackageManager")) // npm and its like are called that
        .filteredOn(name -> EMPTY_WORDS.stream().anyMatch(name::endsWith))
        .isEmpty();
  }

  @Test
  void everyPackageSaysWhatMayBeNull() {
    List<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(each -> !isNullMarked(each))
            .map(JavaPackage::getName)
            .toList();
    assertThat(unmarked).isEmpty();
  }

  private static boolean isNullMarked(JavaPackage each) {
    return each.tryGetPackageInfo().filter(i -> i.isAnnotatedWith(NullMarked.class)).isPresent();
  }

  @Test
  void nothingIsMocked() {
    JavaClasses tests =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("dev.fairlead");
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mockito..", "org.easymock..", "net.jqwik..")
        .check(tests);
  }
}
