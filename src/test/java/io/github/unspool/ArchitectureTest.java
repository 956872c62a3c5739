package io.github.unspool;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The floors of docs/architecture.md: each may know those below it and nothing else. */
@AnalyzeClasses(packages = "io.github.unspool", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.unspool";

    @ArchTest
    static final ArchRule floors_knowOnlyThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("file")
            .definedBy(ROOT + ".file..")
            .layer("math")
            .definedBy(ROOT + ".math..")
            .layer("cell")
            .definedBy(ROOT + ".cell..")
            .layer("network")
            .definedBy(ROOT + ".network..")
            .layer("tribuo")
            .definedBy(ROOT + ".tribuo..")
            .layer("words")
            .definedBy(ROOT, ROOT + ".data..")
            .layer("sweep")
            .definedBy(ROOT + ".sweep..")
            .layer("view")
            .definedBy(ROOT + ".view..")
            .layer("jupyter")
            .definedBy(ROOT + ".jupyter..")
            .layer("cli")
            .definedBy(ROOT + ".cli..")
            .whereLayer("file")
            .mayNotAccessAnyLayer()
            .whereLayer("math")
            .mayNotAccessAnyLayer()
            .whereLayer("cell")
            .mayOnlyAccessLayers("math")
            .whereLayer("network")
            .mayOnlyAccessLayers("file", "math", "cell")
            .whereLayer("tribuo")
            .mayOnlyAccessLayers("file", "math", "cell", "network")
            .whereLayer("words")
            .mayOnlyAccessLayers("file", "math", "cell", "network", "tribuo")
            .whereLayer("sweep")
            .mayOnlyAccessLayers("file", "math", "cell", "network", "tribuo", "words")
            .whereLayer("view")
            .mayOnlyAccessLayers("file", "math", "cell", "network", "tribuo", "words", "sweep")
            .whereLayer("jupyter")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule engine_knowsTheJdkOnly = ArchRuleDefinition.classes()
            .that()
            .resideInAnyPackage(ROOT + ".file..", ROOT + ".math..", ROOT + ".cell..", ROOT + ".network..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "jdk.incubator.vector..",
                    ROOT + ".file..",
                    ROOT + ".math..",
                    ROOT + ".cell..",
                    ROOT + ".network..");

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
    static final ArchRule tablesaw_isForDataSweepAndAbove = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + ".data..", ROOT + ".sweep..", ROOT + ".view..", ROOT + ".jupyter..", ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tech.tablesaw..");

    /** It is there only for those who bring it. */
    @ArchTest
    static final ArchRule spark_isForItsPackageOnly = ArchRuleDefinition.noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".sweep.spark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..", ROOT + ".sweep.spark..");

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
