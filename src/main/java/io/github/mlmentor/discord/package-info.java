/**
 * The door to Discord. Entry types for what is shown: {@link io.github.mlmentor.discord.DiscordRenderer}, which makes replies into
 * messages and says why they are Components V2; {@link io.github.mlmentor.discord.ModalForm}, which makes forms into modals;
 * {@link io.github.mlmentor.discord.CustomId}, what a click brings back. {@code Payloads} hands to JDA what they made.
 *
 * <p>Invariants of what is shown: it keeps within every limit that Discord documents, however long the reply; no word of a reply
 * is lost or said twice; literal text stays literal, so that no text, whoever wrote it, is a mention, a timestamp, an emoji, an
 * invitation or a link by itself; and every payload switches mentions and previews off once more. Rendering is pure: JSON in
 * strings, no SDK and no network, and the same reply always gives the same characters.
 *
 * <p>Turned down: embeds, for the reasons given at the renderer; questions in the ids of buttons, which take 100 characters, so
 * that a suggestion is looked up by its place in the answer; and tables as pictures, which no screen reader reads.
 */
@NullMarked
package io.github.mlmentor.discord;

import org.jspecify.annotations.NullMarked;
