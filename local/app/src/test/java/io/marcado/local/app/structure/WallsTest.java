package io.marcado.local.app.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
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
import io.marcado.platform.http.Problem;
import java.net.URL;
import java.text.SimpleDateFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The walls between the rooms of this house. A door is a package named {@code published}. */
@AnalyzeClasses(packages = "io.marcado", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  private static final Set<String> NETWORK =
      Set.of(
          "java.net.HttpURLConnection",
          "java.net.Socket",
          "java.net.DatagramSocket",
          "java.nio.channels.SocketChannel",
          "javax.net.ssl.SSLSocket");

  @ArchTest
  static final ArchRule capabilitiesMeetOnlyThroughWhatIsPublished =
      classes()
          .that(
              belongTo("a capability", type -> Capabilities.of(type.getPackageName()).isPresent()))
          .should(useOtherCapabilitiesOnlyByWhatTheyPublish());

  @ArchTest
  static final ArchRule everyCapabilityIsOnThePlan =
      classes()
          .that(
              belongTo("a capability", type -> Capabilities.of(type.getPackageName()).isPresent()))
          .should(beOnThePlan());

  @ArchTest
  static final ArchRule roofsOfIdentityStandInOrder =
      classes()
          .that(belongTo("a roof of identity", type -> roof(type) >= 0))
          .should(useNoHigherRoof());

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
  static final ArchRule rulesAvailabilityAndLifecycleArePlainJava =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.marcado.bookings.rules..",
              "io.marcado.bookings.availability..",
              "io.marcado.bookings.lifecycle..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon..", "com.amazonaws..", "io.micronaut..", "io.marcado.platform..");

  @ArchTest
  static final ArchRule sharedCodeKnowsNoCapability =
      noClasses()
          .that()
          .resideInAnyPackage(packages(Capabilities.SHARED))
          .should()
          .dependOnClassesThat(
              belongTo(
                  "a capability or a tool",
                  type ->
                      Capabilities.of(type.getPackageName()).isPresent()
                          || type.getPackageName().startsWith("io.marcado.local")));

  @ArchTest
  static final ArchRule nothingDeployedKnowsTheLocalStack =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.marcado.local..", "io.marcado.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.marcado.local..");

  /**
   * Of these, webhooks alone go where a business says, and OutgoingRequestsTest shows that they go
   * nowhere else. Who has another reason for a request asks its policy.
   */
  @ArchTest
  static final ArchRule onlyTheseSendRequests =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.marcado.webhooks.outgoing..",
              "io.marcado.senders..",
              "io.marcado.platform.aws..",
              // Which reads jars.
              "io.marcado.platform.lambda..",
              "io.marcado.local..",
              "io.marcado.bench..",
              "io.marcado.bare..")
          .should()
          .dependOnClassesThat(
              belongTo(
                  "a client of a network",
                  type ->
                      type.getPackageName().startsWith("java.net.http")
                          || type.getPackageName().startsWith("org.apache.hc")
                          || type.getPackageName().startsWith("software.amazon.awssdk.http")
                          || type.getPackageName().startsWith("jakarta.mail")
                          || NETWORK.contains(type.getName())))
          .orShould()
          .callMethod(URL.class, "openConnection")
          .orShould()
          .callMethod(URL.class, "openStream");

  /** The log canary reads what is logged, so nothing may leave by another way. */
  @ArchTest
  static final ArchRule whatIsDeployedWritesToStandardOutputByItsLogAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.marcado.local..", "io.marcado.bench..")
          .and()
          .doNotHaveFullyQualifiedName("io.marcado.platform.logging.LogLines")
          .should(ACCESS_STANDARD_STREAMS);

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

  /** Below the endpoints there are actors, instants and results. */
  @ArchTest
  static final ArchRule domainsKnowNoHttp =
      classes()
          .that(
              belongTo("a capability", type -> Capabilities.of(type.getPackageName()).isPresent()))
          .should(speakOfHttpOnlyAroundEndpoints());

  /** An answer that is a problem is made in one class of each capability. */
  @ArchTest
  static final ArchRule problemsAreMadeInOnePlace =
      noClasses()
          .that(
              belongTo(
                  "a capability, and are no Problems",
                  type ->
                      Capabilities.of(type.getPackageName()).isPresent()
                          && !type.getSimpleName().endsWith("Problems")))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Problem.class);

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

  /**
   * Zone arithmetic is in LocalTimeline, by rules of the release. What the JDK does with zones goes
   * by the rules of the JDK. Only offsets are the same everywhere.
   */
  @ArchTest
  static final ArchRule zoneArithmeticIsInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.marcado.domain.time..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.time.zone..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Calendar.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(TimeZone.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ZonedDateTime.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(SimpleDateFormat.class)
          .orShould()
          .callCodeUnitWhere(takesAZone());

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

  @Test
  void shouldTreatAnUnknownPackageAsACapabilityThatMayUseNothing() {
    assertThat(Capabilities.of("io.marcado.newcomer.rules")).contains("newcomer");
    assertThat(Capabilities.mayUse("newcomer", "identity")).isFalse();
    assertThat(Capabilities.of("io.marcado.platform.http")).isEmpty();
    assertThat(Capabilities.of("io.marcado.local.app")).isEmpty();
  }

  private static DescribedPredicate<JavaCall<?>> takesAZone() {
    Set<String> methods = Set.of("atZone", "withZone", "withZoneSameInstant", "systemDefault");
    return DescribedPredicate.describe(
        "reckons in a zone",
        call ->
            methods.contains(call.getName()) && call.getTargetOwner().getName().startsWith("java.")
                || call.getTargetOwner().isEquivalentTo(ZoneId.class)
                || call.getTarget().getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(ZoneId.class)));
  }

  private static DescribedPredicate<JavaClass> belongTo(
      String what, Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe("belong to " + what, predicate);
  }

  private static String[] packages(Set<String> rooms) {
    return rooms.stream().map(room -> "io.marcado." + room + "..").toArray(String[]::new);
  }

  private static SliceAssignment packagesOfCapabilities() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return Capabilities.of(type.getPackageName()).isPresent()
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
    return new ArchCondition<>(
        "use other capabilities only as the plan says, by what they publish") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        String own = Capabilities.of(user.getPackageName()).orElseThrow();
        user.getDirectDependenciesFromSelf()
            .forEach(
                dependency -> {
                  String used = dependency.getTargetClass().getPackageName();
                  Optional<String> other = Capabilities.of(used).filter(name -> !name.equals(own));
                  if (other.isPresent()
                      && !(Capabilities.mayUse(own, other.get())
                          && used.startsWith("io.marcado." + other.get() + ".published"))) {
                    events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
                  }
                });
      }
    };
  }

  private static ArchCondition<JavaClass> speakOfHttpOnlyAroundEndpoints() {
    return new ArchCondition<>(
        "speak of HTTP only beside endpoints or above them, and not when injected") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (isAroundEndpoints(type.getPackage())
            && !type.isAnnotatedWith("jakarta.inject.Singleton")) {
          return;
        }
        wayToHttp(type, new HashSet<>())
            .ifPresent(
                way ->
                    events.add(
                        SimpleConditionEvent.violated(type, type.getName() + " uses " + way)));
      }
    };
  }

  /** True where endpoints are, and for what the endpoints of several packages share above them. */
  private static boolean isAroundEndpoints(JavaPackage room) {
    return room.getClassesInPackageTree().stream()
        .anyMatch(neighbour -> neighbour.isAssignableTo(HttpEndpoint.class));
  }

  /** How a class comes to HTTP, by itself or through other classes of its capability. */
  private static Optional<String> wayToHttp(JavaClass type, Set<JavaClass> seen) {
    if (!seen.add(type)) {
      return Optional.empty();
    }
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass used = dependency.getTargetClass();
      if (used.getPackageName().equals("io.marcado.platform.http")) {
        return Optional.of(used.getSimpleName());
      }
      Optional<String> way =
          Capabilities.of(used.getPackageName()).equals(Capabilities.of(type.getPackageName()))
              ? wayToHttp(used, seen)
              : Optional.empty();
      if (way.isPresent()) {
        return way.map(rest -> used.getSimpleName() + ", which uses " + rest);
      }
    }
    return Optional.empty();
  }

  private static ArchCondition<JavaClass> beOnThePlan() {
    return new ArchCondition<>("be named in Capabilities") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String own = Capabilities.of(type.getPackageName()).orElseThrow();
        if (!Capabilities.all().contains(own)) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " is of no known capability"));
        }
      }
    };
  }

  private static ArchCondition<JavaClass> useNoHigherRoof() {
    return new ArchCondition<>("use no roof above its own") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        user.getDirectDependenciesFromSelf()
            .forEach(
                dependency -> {
                  if (roof(dependency.getTargetClass()) > roof(user)) {
                    events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
                  }
                });
      }
    };
  }

  /** Which roof of identity a class is under, counted from the lowest; -1 for none. */
  private static int roof(JavaClass type) {
    String identity = "io.marcado.identity.";
    String name = type.getPackageName();
    return name.startsWith(identity)
        ? Capabilities.roofsOfIdentity().indexOf(name.substring(identity.length()).split("\\.")[0])
        : -1;
  }
}
