package io.github.mlmentor.settings;

import java.util.List;

/** Settings that cannot be used, with everything that is wrong about them. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(List<String> problems) {
        super("The settings cannot be used:\n  " + String.join("\n  ", problems));
    }
}
