package io.github.mlmentor.chat;

/** The door through which something came in and has to go out again. */
public enum Platform {
    SLACK,
    DISCORD,
    WEB,
    TERMINAL
}
