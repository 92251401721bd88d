/**
 * The door to Discord, on JDA. Entry type: {@link io.github.mlmentor.discord.DiscordDoor}, which wires the rest.
 *
 * <p>The way of a question: {@code DiscordConnection} keeps the sessions; {@code DiscordListener} hears and hands on at once, what
 * people write through {@code DiscordTranslator} and in the order of its channel ({@code Lanes}), interactions through {@code
 * DiscordQuestions} and {@code DiscordClicks}; the intake stores; {@code DiscordRenderer} makes the reply into messages, on which a
 * {@code Slip} says where they go; {@code DiscordPort} sends them through {@code DiscordApi}.
 *
 * <p>Invariants: a command is stored before Discord is told that an answer comes; a message that may be visible is looked for before
 * it is sent again, by its nonce for minutes and by the number of its first component for good; who may do something is decided at
 * the click. What is shown keeps within every limit that Discord documents, however long the reply; no word of it is lost or said
 * twice; literal text stays literal, so that no text, whoever wrote it, is a mention, a timestamp, an emoji, an invitation or a link
 * by itself; and every payload switches mentions and previews off. Rendering is pure: JSON in strings, no SDK and no network, and
 * the same reply always gives the same characters.
 *
 * <p>Turned down: embeds, for the reasons given at the renderer; questions in the ids of buttons, which take 100 characters, so
 * that a suggestion is looked up by its place in the answer; tables as pictures, which no screen reader reads; and JDA's builders
 * for answers, because what is stored must be what is sent.
 */
@NullMarked
package io.github.mlmentor.discord;

import org.jspecify.annotations.NullMarked;
