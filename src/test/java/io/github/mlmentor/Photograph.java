package io.github.mlmentor;

import io.github.mlmentor.web.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures of pages for the documentation. */
public final class Photograph {
    private static final Path FOLDER = Path.of("src/docs");

    private Photograph() {}

    /**
     * Takes one, into {@code src/docs}.
     *
     * @param name without an ending
     * @param height of the page that is shown, or 0 for all of it
     */
    static void take(Browser browser, String name, String page, int width, int height) throws IOException {
        Path html = Files.createTempFile(name, ".html");
        Files.writeString(html, page);
        try (Browser.Page tab = browser.open()) {
            tab.go(html.toUri().toString());
            take(tab, name, width, height);
        } finally {
            Files.delete(html);
        }
    }

    /** Takes one of a page that is open. */
    public static void take(Browser.Page tab, String name, int width, int height) throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(name + ".png"), Palette.reduce(tab.photograph(width, height, 1.25)));
    }
}
