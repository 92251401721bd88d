/**
 * Markdown to {@link io.github.mlmentor.chat.Document} and back.
 *
 * <p>Entry types: {@link io.github.mlmentor.markdown.MarkdownReader} and
 * {@link io.github.mlmentor.markdown.MarkdownWriter}. Raw HTML and images never survive reading: HTML becomes the words
 * it is written with, an image its alternative text. Everything is stateless and thread-safe.
 */
@NullMarked
package io.github.mlmentor.markdown;

import org.jspecify.annotations.NullMarked;
