package io.github.unspool.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NotebookTest {
    private static final String OURS = "io.github.unspool";

    /** What JShell and JJava import by default. */
    private static final List<String> JDK = List.of(
            "java.io",
            "java.math",
            "java.net",
            "java.nio.file",
            "java.util",
            "java.util.concurrent",
            "java.util.function",
            "java.util.prefs",
            "java.util.regex",
            "java.util.stream");

    @Test
    void startOfJshell_importsWhatANotebookDoes() throws Exception {
        assertThat(Files.readAllLines(Path.of("unspool.jsh")))
                .isEqualTo(
                        Notebook.IMPORTS.stream().map(name -> "import " + name).toList());
    }

    @Test
    void importedClasses_haveNamesOfTheirOwn() throws Exception {
        Map<String, List<String>> byName = Stream.concat(jdk(), ours())
                .collect(Collectors.groupingBy(name -> name.substring(name.lastIndexOf('.') + 1)));
        assertThat(byName).containsKeys("Rnn", "Loss", "History", "List");
        assertThat(byName.values())
                .filteredOn(names -> names.size() > 1 && names.stream().anyMatch(name -> name.startsWith(OURS)))
                .isEmpty();
    }

    @Test
    void classes_haveNamesOfTheirOwn() throws Exception {
        Map<String, List<Path>> byName = new TreeMap<>();
        for (String sources : List.of("src/main/java", "src/vector/java", "src/jmh/java", "kernel-spec/java")) {
            try (Stream<Path> files = Files.walk(Path.of(sources))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> byName.computeIfAbsent(
                                        file.getFileName().toString(), name -> new ArrayList<>())
                                .add(file));
            }
        }
        byName.remove("package-info.java");
        assertThat(byName)
                .hasSizeGreaterThan(300)
                .allSatisfy((name, files) -> assertThat(files).hasSize(1));
    }

    @Test
    void importedPackages_areNotOfTheEngine() throws Exception {
        for (String name : packages().stream().filter(p -> p.startsWith(OURS)).toList()) {
            Path page = Path.of("src/main/java", name.replace('.', '/'), "package-info.java");
            assertThat(Files.readString(page)).as(name).doesNotContain("Engine:");
        }
    }

    private static Set<String> packages() {
        return Notebook.IMPORTS.stream()
                .filter(name -> name.endsWith(".*"))
                .map(name -> name.substring(0, name.length() - 2))
                .collect(Collectors.toSet());
    }

    private static Stream<String> ours() {
        Set<String> imported = packages();
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(OURS).stream()
                        .filter(type -> imported.contains(type.getPackageName()))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
                        .map(JavaClass::getName);
    }

    private static Stream<String> jdk() throws Exception {
        Stream.Builder<String> names = Stream.builder();
        try (var reader =
                        ModuleFinder.ofSystem().find("java.base").orElseThrow().open();
                var files = reader.list()) {
            files.filter(file -> file.endsWith(".class") && !file.contains("$"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> JDK.contains(name.substring(0, Math.max(0, name.lastIndexOf('.')))))
                    .forEach(names);
        }
        return names.build();
    }
}
