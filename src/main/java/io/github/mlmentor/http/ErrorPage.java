package io.github.mlmentor.http;

/** Shows a problem to somebody with a browser. Thread-safe. */
public interface ErrorPage {
    /** A whole HTML page. */
    String html(int status, String sentence);
}
