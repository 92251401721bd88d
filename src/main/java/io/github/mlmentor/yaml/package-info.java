/**
 * YAML that remembers on which line each value stands, so that a problem in a settings file or in an article's front
 * matter can be named by its line. Entry type: {@link io.github.mlmentor.yaml.YamlTree}.
 */
@NullMarked
package io.github.mlmentor.yaml;

import org.jspecify.annotations.NullMarked;
