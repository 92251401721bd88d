package io.github.mlmentor.chat;

/**
 * Who wrote or clicked, without a name: a name is the platform's to show and ours to forget.
 *
 * @param id opaque, unique within the platform and workspace
 * @param bot whether a program wrote it, ours included
 * @param external whether the person is a guest from another organisation (Slack Connect)
 */
public record Author(String id, boolean bot, boolean external) {
    public Author {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an author needs an id");
        }
    }

    /** A person of this workspace. */
    public static Author person(String id) {
        return new Author(id, false, false);
    }
}
