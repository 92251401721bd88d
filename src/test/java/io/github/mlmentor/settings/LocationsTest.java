package io.github.mlmentor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationsTest {
    private static final String NAME = Locations.class.getName();

    @TempDir
    private Path root;

    @Test
    void pathsThatSomebodyWroteStartFromTheWorkingDirectory() {
        Locations locations = new Locations(root);

        assertThat(locations.resolve("a/../b")).isEqualTo(root.resolve("b"));
        assertThat(locations.resolve("/elsewhere/x")).isEqualTo(Path.of("/elsewhere/x"));
        assertThat(new Locations(Path.of("")).resolve("b"))
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    void whatIsInTheWorkingDirectoryIsFound() throws IOException {
        Files.createDirectories(root.resolve("config/knowledge"));
        Files.writeString(root.resolve("config/mentor.yaml"), "");
        Locations locations = new Locations(root);

        assertThat(locations.find("config/mentor.yaml")).contains(root.resolve("config/mentor.yaml"));
        assertThat(locations.find("config/knowledge")).contains(root.resolve("config/knowledge"));
        assertThat(locations.find("config/nothing")).isEmpty();
    }

    @Test
    void aFolderThatSomebodySetWinsOverTheOneFoundAndThatOverTheShippedOne() throws IOException {
        Locations locations = new Locations(root);
        assertThat(locations.folder("", "prompts")).isEqualTo(locations.shipped("prompts"));

        Files.createDirectories(root.resolve("prompts"));
        assertThat(locations.folder(" ", "prompts")).isEqualTo(root.resolve("prompts"));
        assertThat(locations.folder("mine", "prompts")).isEqualTo(root.resolve("mine"));
    }

    @Test
    void settingsArticlesLinksAndPromptsCameWithTheProgram() {
        Locations locations = new Locations(root);

        assertThat(locations.shipped("config/mentor.yaml")).isRegularFile();
        assertThat(locations.shipped("config/resources.yaml")).isRegularFile();
        assertThat(locations.shipped("config/knowledge")).isDirectory();
        assertThat(locations.shipped("prompts")).isDirectory();
    }

    @Test
    void whatDidNotComeWithTheProgramIsSaid() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Locations(root).shipped("config/nothing"))
                .withMessageContaining("config/nothing");
        assertThat(Locations.resource("nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "with spaces & signs #%+", "über", "wow!app"})
    void theJarLooksInTheWorkingDirectoryThenBesideItselfThenInside(String place) throws Exception {
        Path folder = Files.createDirectories(root.resolve(place));
        Path working = Files.createDirectories(root.resolve("working"));
        try (URLClassLoader loader = jar(folder.resolve("mentor.jar"))) {
            InJar locations = new InJar(loader, working);

            Path inside = locations.folder("config");
            assertThat(Files.readString(inside.resolve("mentor.yaml"))).isEqualTo("inside");
            assertThat(Files.readString(locations.shipped("config/mentor.yaml")))
                    .isEqualTo("inside");
            assertThat(locations.find("config/mentor.yaml")).isEmpty();

            Path beside = write(folder.resolve("config/mentor.yaml"), "beside");
            assertThat(locations.find("config/mentor.yaml")).contains(beside);
            assertThat(locations.folder("config")).isEqualTo(folder.resolve("config"));

            Path here = write(working.resolve("config/mentor.yaml"), "here");
            assertThat(locations.find("config/mentor.yaml")).contains(here);
            assertThat(locations.folder("config")).isEqualTo(working.resolve("config"));
            assertThat(Files.readString(locations.shipped("config/mentor.yaml")))
                    .isEqualTo("inside");

            FileSystem opened = inside.getFileSystem();
            opened.close();
        }
    }

    /** The class as it is loaded from a jar of its own. */
    private static final class InJar {
        private final Class<?> type;
        private final Object locations;

        InJar(ClassLoader loader, Path working) throws ReflectiveOperationException {
            type = loader.loadClass(NAME);
            locations = type.getConstructor(Path.class).newInstance(working);
        }

        Optional<Path> find(String relative) throws ReflectiveOperationException {
            return ((Optional<?>) type.getMethod("find", String.class).invoke(locations, relative))
                    .map(Path.class::cast);
        }

        Path folder(String relative) throws ReflectiveOperationException {
            return (Path) type.getMethod("folder", String.class, String.class).invoke(locations, "", relative);
        }

        Path shipped(String relative) throws ReflectiveOperationException {
            return (Path) type.getMethod("shipped", String.class).invoke(locations, relative);
        }
    }

    private static URLClassLoader jar(Path file) throws IOException {
        String code = NAME.replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
                InputStream bytes = Objects.requireNonNull(
                        LocationsTest.class.getClassLoader().getResourceAsStream(code))) {
            jar.putNextEntry(new JarEntry(code));
            bytes.transferTo(jar);
            for (Map.Entry<String, String> entry : Map.of("shipped/config/", "", "shipped/config/mentor.yaml", "inside")
                    .entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return new URLClassLoader(new URL[] {file.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.writeString(file, text);
    }
}
