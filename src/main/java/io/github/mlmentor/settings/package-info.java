/**
 * The settings: a YAML file and the environment, read once into immutable records. Entry types: {@link
 * io.github.mlmentor.settings.SettingsReader} and {@link io.github.mlmentor.settings.Settings}.
 *
 * <p>No other package reads the environment. The defaults stand in {@code config/mentor.yaml} and nowhere else. All
 * problems of a bad file are told in one message, and a secret never is.
 */
@NullMarked
package io.github.mlmentor.settings;

import org.jspecify.annotations.NullMarked;
