/**
 * The fault rig: the bot as a child process on a small chat platform that misbehaves on purpose, and a judge who only
 * believes what was visible there.
 *
 * <p>{@link io.github.mlmentor.rig.FakePlatform} is the platform and {@link io.github.mlmentor.rig.Ledger} its record;
 * {@link io.github.mlmentor.rig.RigBot} is the child; {@link io.github.mlmentor.rig.RigCommand} runs a scenario for as long
 * as one likes and {@code FaultRigTest} each of them for a moment. Nothing here looks into the bot: whatever it keeps in its
 * database, a question counts as answered when the platform shows the answer, and as doubled when it shows two.
 */
@NullMarked
package io.github.mlmentor.rig;

import org.jspecify.annotations.NullMarked;
