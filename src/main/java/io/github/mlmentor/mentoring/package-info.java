/**
 * Where learners' questions reach mentors, and mentors' answers become knowledge. Entry type: {@link
 * io.github.mlmentor.mentoring.MentorDesk}.
 */
@NullMarked
package io.github.mlmentor.mentoring;

import org.jspecify.annotations.NullMarked;
