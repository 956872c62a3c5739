package io.github.unspool;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.stream.Stream;

/** The floors of docs/architecture.md: each may know those below it and nothing else. */
@AnalyzeClasses(packages = "io.github.unspool", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.unspool";

    private static final String[][] FLOORS = {
        {"file", "math", "runtime", "setting"},
        {"cell", "equation", "loss", "parameter"},
        {"network", "part", "optimiser", "training", "inspect"},
        {"tribuo"},
        {"", "data"},
        {"compare"},
        {"view"},
        {"jupyter", "cli"},
    };

    private static String[] rooms(int from, int to) {
        return Stream.of(FLOORS)
                .skip(from)
                .limit(to - from)
                .flatMap(Stream::of)
                .map(room -> room.isEmpty() ? ROOT : ROOT + "." + room + "..")
                .toArray(String[]::new);
    }

    @ArchTest
    static void floors_knowOnlyThoseBelow(JavaClasses classes) {
        for (int floor = 1; floor < FLOORS.length; floor++) {
            ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAnyPackage(rooms(0, floor))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(rooms(floor, FLOORS.length))
                    .check(classes);
        }
    }

    @ArchTest
    static void classes_haveAFloor(JavaClasses classes) {
        ArchRuleDefinition.classes()
                .should()
                .resideInAnyPackage(rooms(0, FLOORS.length))
                .check(classes);
    }

    @ArchTest
    static final ArchRule kernelAndCommandLine_doNotKnowEachOther = ArchRuleDefinition.noClasses()
            .that()
            .resideInAPackage(ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".jupyter..");

    @ArchTest
    static final ArchRule rooms_haveNoCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static void engine_knowsTheJdkOnly(JavaClasses classes) {
        String[] engine = Stream.concat(Stream.of("java..", "jdk.incubator.vector.."), Stream.of(rooms(0, 3)))
                .toArray(String[]::new);
        ArchRuleDefinition.classes()
                .that()
                .resideInAnyPackage(rooms(0, 3))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(engine)
                .check(classes);
    }

    @ArchTest
    static final ArchRule vectorApi_isForKernelsOnly = ArchRuleDefinition.noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Vector")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jdk.incubator.vector..");

    @ArchTest
    static final ArchRule awtAndXChart_areForViewAndAbove = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".view..", ROOT + ".jupyter..", ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.swing..", "org.knowm.xchart..");

    @ArchTest
    static final ArchRule tablesaw_isForDataCompareAndAbove = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + ".data..", ROOT + ".compare..", ROOT + ".view..", ROOT + ".jupyter..", ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tech.tablesaw..");

    /** It is there only for those who bring it. */
    @ArchTest
    static final ArchRule spark_isForItsPackageOnly = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".compare.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..", ROOT + ".compare.spark..");

    @ArchTest
    static final ArchRule picocli_isForTheCommandLineOnly = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule kernel_isForJupyterOnly = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".jupyter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.dflib..", "io.github.spencerpark..");
}
