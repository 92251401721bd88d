package io.github.mlmentor.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where {@code config/}, {@code prompts/} and {@code data/} are: in the working directory, else beside the jar, else inside it,
 * so that the jar alone runs anywhere. Immutable and thread-safe.
 */
public final class Locations {
    private static final String SHIPPED = "shipped/";

    private final Path working;

    /**
     * Looks from a working directory.
     *
     * @param working what relative paths start from
     */
    public Locations(Path working) {
        this.working = working.toAbsolutePath().normalize();
    }

    /** A path that somebody wrote: absolute, or from the working directory. */
    public Path resolve(String path) {
        return working.resolve(path).normalize();
    }

    /** The file or folder in the working directory or beside the jar. */
    public Optional<Path> find(String relative) {
        Path here = working.resolve(relative);
        if (Files.exists(here)) {
            return Optional.of(here);
        }
        Path beside = besideJar().resolve(relative);
        return Files.exists(beside) ? Optional.of(beside) : Optional.empty();
    }

    /** The folder that somebody set, else the one found, else the shipped one. */
    public Path folder(String set, String relative) {
        return set.isBlank() ? find(relative).orElseGet(() -> shipped(relative)) : resolve(set);
    }

    /** The file or folder that came with the program. */
    public Path shipped(String relative) {
        return resource(SHIPPED + relative)
                .orElseThrow(
                        () -> new IllegalStateException(relative + " is missing from the program; build it again"));
    }

    /** A file or folder of the program's own resources; readable like any other path. */
    public static Optional<Path> resource(String name) {
        URL url = Locations.class.getClassLoader().getResource(name);
        if (url == null) {
            return Optional.empty();
        }
        try {
            URI uri = url.toURI();
            if (!uri.getScheme().equals("jar")) {
                return Optional.of(Path.of(uri));
            }
            return Optional.of(jar(uri).getPath(name));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FileSystem jar(URI uri) {
        URI jar = URI.create(uri.toString().substring(0, uri.toString().lastIndexOf("!/")));
        try {
            return FileSystems.newFileSystem(jar, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            return FileSystems.getFileSystem(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path besideJar() {
        try {
            Path code = Path.of(Locations.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = code.getParent();
            return folder == null ? working : folder;
        } catch (URISyntaxException e) {
            return working;
        }
    }
}
