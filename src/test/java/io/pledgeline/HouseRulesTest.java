package io.pledgeline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the Java code that a program can check. */
class HouseRulesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.pledgeline");
    private static final int LONGEST = 250;

    /** Benchmarks and the fault harness are programs that watch and break others, not tests; their tests may not sleep. */
    private static final Pattern MAY_SLEEP = Pattern.compile(".*/(benchmark|harness)/(?!.*Test\\.java).*");

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        assertThat(MAIN.stream().map(JavaClass::getPackage).distinct()).allSatisfy(found -> {
            assertThat(found.tryGetPackageInfo()).as(found.getName()).isPresent();
            assertThat(found.isAnnotatedWith(NullMarked.class))
                    .as(found.getName())
                    .isTrue();
        });
    }

    @Test
    void packagesAreNamedAfterFeaturesNotLayers() {
        noClasses()
                .should()
                .resideInAnyPackage("..service..", "..impl..", "..dto..", "..util..", "..utils..", "..common..")
                .check(MAIN);
    }

    @Test
    void classesAreNamedAfterTheirRoleNotTheirLayer() {
        noClasses()
                .should()
                .haveNameMatching(".*(Service|Impl|Dto|DTO|Utils?|Helper|Common)")
                .check(MAIN);
    }

    @Test
    void routesAreYaml() {
        noClasses().should().beAssignableTo(RouteBuilder.class).check(MAIN);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(MAIN);
    }

    @Test
    void nobodyPrintsToTheConsole() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    }

    @Test
    void timeIsJavaTime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.Calendar.class)
                .check(MAIN);
    }

    @Test
    void featuresDoNotDependOnEachOtherInCircles() {
        slices().matching("io.pledgeline.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void theRedisStreamComponentKnowsNothingOfPledges() {
        dependsOnNothingOfOurs("redisstream");
    }

    @Test
    void thePlatformFilesAreReadWithoutTheRestOfUs() {
        dependsOnNothingOfOurs("platform");
    }

    @Test
    void noClassIsTooLong() throws IOException {
        assertThat(sources("src/main/java"))
                .allSatisfy(file ->
                        assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(LONGEST));
    }

    @Test
    void noTestSleeps() throws IOException {
        Pattern sleep = Pattern.compile("Thread\\.sleep\\(|TimeUnit\\.[A-Z]+\\.sleep\\(");
        assertThat(sources("src/test/java"))
                .filteredOn(file -> !MAY_SLEEP.matcher(file.toString()).matches())
                .allSatisfy(file ->
                        assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(sleep));
    }

    private static void dependsOnNothingOfOurs(String name) {
        String own = "io.pledgeline." + name + "..";
        DescribedPredicate<JavaClass> others = resideInAPackage("io.pledgeline..")
                .and(not(resideInAPackage(own)))
                .as("reside in another package of ours");
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(others)
                .check(MAIN);
    }

    private static List<Path> sources(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
