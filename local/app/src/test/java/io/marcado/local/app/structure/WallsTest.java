package io.marcado.local.app.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.marcado.platform.http.HttpEndpoint;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The walls between the rooms of this house. A door is a package named {@code published}. */
@AnalyzeClasses(packages = "io.marcado", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  private static final Pattern CAPABILITY =
      Pattern.compile(
          "io\\.marcado\\.(identity|tenants|catalog|bookings|notifications|clients|site)(\\..*)?");

  @ArchTest
  static final ArchRule capabilitiesMeetOnlyThroughWhatIsPublished =
      classes()
          .that()
          .resideInAnyPackage(
              "io.marcado.identity..",
              "io.marcado.tenants..",
              "io.marcado.catalog..",
              "io.marcado.bookings..",
              "io.marcado.notifications..",
              "io.marcado.clients..",
              "io.marcado.site..")
          .should(useOtherCapabilitiesOnlyByWhatTheyPublish());

  @ArchTest
  static final ArchRule capabilitiesFormNoCircle =
      slices().matching("io.marcado.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfCapabilitiesFormNoCircle =
      slices().assignedFrom(packagesOfCapabilities()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theDomainIsPlainJava =
      noClasses()
          .that()
          .resideInAPackage("io.marcado.domain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..",
              "com.amazonaws..",
              "io.micronaut..",
              "jakarta..",
              "com.fasterxml..",
              "io.marcado.platform..");

  @ArchTest
  static final ArchRule rulesAndAvailabilityArePlainJava =
      noClasses()
          .that()
          .resideInAnyPackage("io.marcado.bookings.rules..", "io.marcado.bookings.availability..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..", "com.amazonaws..", "io.micronaut..", "io.marcado.platform..");

  @ArchTest
  static final ArchRule sharedCodeKnowsNoCapability =
      noClasses()
          .that()
          .resideInAnyPackage("io.marcado.domain..", "io.marcado.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.marcado.identity..",
              "io.marcado.tenants..",
              "io.marcado.catalog..",
              "io.marcado.bookings..",
              "io.marcado.notifications..",
              "io.marcado.clients..",
              "io.marcado.site..",
              "io.marcado.local..");

  @ArchTest
  static final ArchRule nothingDeployedKnowsTheLocalStack =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.marcado.local..", "io.marcado.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.marcado.local..");

  @ArchTest
  static final ArchRule handlersOfEndpointsHoldNoSdkTypes =
      noClasses()
          .that()
          .areAssignableTo(HttpEndpoint.class)
          .and()
          .resideOutsideOfPackage("io.marcado.platform..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon..", "io.marcado.platform.table..");

  @ArchTest
  static final ArchRule handlersHoldNoStateOfARequest =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .areAssignableTo(HttpEndpoint.class)
          .and()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackage("io.marcado.platform..")
          .should()
          .beFinal()
          .orShould()
          .beAnnotatedWith("jakarta.inject.Inject");

  @ArchTest
  static final ArchRule thePresentIsHandedIn =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.marcado.local..", "io.marcado.bench..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule randomnessIsHandedIn =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.marcado.local..", "io.marcado.bench..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocalRandom.class)
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule theEnvironmentIsReadInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.marcado.platform.lambda..", "io.marcado.local..")
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class);

  private static SliceAssignment packagesOfCapabilities() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return capability(type).isPresent()
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of capabilities";
      }
    };
  }

  private static ArchCondition<JavaClass> useOtherCapabilitiesOnlyByWhatTheyPublish() {
    return new ArchCondition<>("use other capabilities only by what they publish") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        Optional<String> own = capability(user);
        user.getDirectDependenciesFromSelf()
            .forEach(
                dependency -> {
                  JavaClass used = dependency.getTargetClass();
                  Optional<String> other = capability(used);
                  if (other.isPresent()
                      && !other.equals(own)
                      && !used.getPackageName().contains(".published")) {
                    events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
                  }
                });
      }
    };
  }

  private static Optional<String> capability(JavaClass type) {
    Matcher matcher = CAPABILITY.matcher(type.getPackageName());
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
