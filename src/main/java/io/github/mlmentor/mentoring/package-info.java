/**
 * Where learners' questions reach mentors, and mentors' answers become knowledge: hand-overs and their cards, drafts and who decides on
 * them, groups of what is not answered well, and the digest.
 *
 * <p>Entry types: {@link io.github.mlmentor.mentoring.Mentoring} wires it; {@link io.github.mlmentor.mentoring.MentorDesk} is called by the
 * doors and the console with what people do; {@link io.github.mlmentor.mentoring.MentorErrands} shows what follows from it, through {@link
 * io.github.mlmentor.mentoring.MentorPort}, which each platform implements.
 *
 * <p>What holds:
 *
 * <ul>
 *   <li>Who may do something is decided at the act, by what the platform says of him then, and not by what he was once shown.
 *   <li>A change, who made it, and that something is to be shown are stored together; of two who change the same at once, one wins and the
 *       other is told.
 *   <li>What is shown is made of the state at the moment of showing. Where an earlier attempt may have taken effect, it is looked for before
 *       it is shown again, so that nothing is lost or stands there twice when a process dies.
 *   <li>What was said in private is shown to nobody else, unless whoever asked hands it over; who asked anonymously is shown to no mentor,
 *       and a moderator's look is noted.
 *   <li>Nothing becomes knowledge that one person did not propose and another approve, where {@link
 *       io.github.mlmentor.mentoring.Conduct#approveOwn()} does not allow it.
 *   <li>A file that somebody changed by hand goes before what was approved, in serving and in writing, so that git has the last word.
 *   <li>The digest says nothing of fewer than five people.
 * </ul>
 *
 * <p>Turned down: a language model that words drafts, because what is served under a mentor's name must be his words, and it has to work
 * without a model; approving by a reaction, because it shows neither what changes nor who decides in time, and is given by mistake; a queue in
 * memory, because hand-overs must outlive a process and be shared by several; commits to git by the program, because it would need keys to a
 * repository and would decide on conflicts, while files and {@code knowledge export-community} leave both to people.
 */
@NullMarked
package io.github.mlmentor.mentoring;

import org.jspecify.annotations.NullMarked;
