package io.github.mlmentor.discord.fake;

/** What somebody may do, as bits. */
public final class Permissions {
    public static final long ADMINISTRATOR = 1L << 3;
    public static final long MANAGE_SERVER = 1L << 5;
    public static final long ADD_REACTIONS = 1L << 6;
    public static final long VIEW_CHANNEL = 1L << 10;
    public static final long SEND_MESSAGES = 1L << 11;
    public static final long MANAGE_MESSAGES = 1L << 13;
    public static final long EMBED_LINKS = 1L << 14;
    public static final long ATTACH_FILES = 1L << 15;
    public static final long READ_HISTORY = 1L << 16;
    public static final long MENTION_EVERYONE = 1L << 17;
    public static final long USE_COMMANDS = 1L << 31;
    public static final long MANAGE_THREADS = 1L << 34;
    public static final long CREATE_THREADS = 1L << 35;
    public static final long SEND_IN_THREADS = 1L << 38;

    /** What everybody may do unless a channel says otherwise. */
    public static final long USUAL = ADD_REACTIONS
            | VIEW_CHANNEL
            | SEND_MESSAGES
            | EMBED_LINKS
            | ATTACH_FILES
            | READ_HISTORY
            | USE_COMMANDS
            | CREATE_THREADS
            | SEND_IN_THREADS;

    /** What an owner may do. */
    public static final long ALL =
            USUAL | ADMINISTRATOR | MANAGE_SERVER | MANAGE_MESSAGES | MENTION_EVERYONE | MANAGE_THREADS;

    private Permissions() {}
}
