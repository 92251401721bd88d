package io.github.mlmentor.mentoring;

/**
 * What somebody may do at a board at this moment, as the platform says at the click.
 *
 * @param mentor answers learners and proposes knowledge
 * @param curator decides what becomes knowledge
 * @param moderator may see who asked anonymously; an admin of the workspace or server
 */
public record Rights(boolean mentor, boolean curator, boolean moderator) {
    public static final Rights NONE = new Rights(false, false, false);
    public static final Rights ALL = new Rights(true, true, true);

    /** Whether somebody has any business at the mentors' board. */
    public boolean any() {
        return mentor || curator || moderator;
    }
}
