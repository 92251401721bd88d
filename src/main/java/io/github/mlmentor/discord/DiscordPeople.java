package io.github.mlmentor.discord;

import io.github.mlmentor.intake.ChannelPolicy;
import io.github.mlmentor.intake.Policies;
import io.github.mlmentor.mentoring.Rights;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who may do more than ask. Decided at the moment of the click by what Discord says there of the person's roles and permissions;
 * in a server that the bot is not in, nobody. Thread-safe.
 */
final class DiscordPeople {
    private final Policies policies;
    private final Set<String> mentors;
    private final Set<String> curators;

    /**
     * Knows people.
     *
     * @param mentors roles and people who mentor in every server, by their ids
     * @param curators those who decide there what becomes knowledge
     */
    DiscordPeople(Policies policies, Set<String> mentors, Set<String> curators) {
        this.policies = policies;
        this.mentors = Set.copyOf(mentors);
        this.curators = Set.copyOf(curators);
    }

    /** What somebody may do among the mentors of his server. */
    Rights rights(@Nullable Member member) {
        if (member == null || member.isDetached()) {
            return Rights.NONE;
        }
        boolean admin = isAdmin(member);
        return new Rights(
                isMentor(member, new DiscordPlace(member.getGuild().getId(), "-", "")),
                admin || isAmong(member, curators),
                admin || member.hasPermission(Permission.MESSAGE_MANAGE));
    }

    private static boolean isAmong(Member member, Set<String> ids) {
        return ids.contains(member.getId())
                || member.getUnsortedRoles().stream().map(Role::getId).anyMatch(ids::contains);
    }

    boolean isAdmin(@Nullable Member member) {
        return member != null && !member.isDetached() && member.hasPermission(Permission.MANAGE_SERVER);
    }

    boolean isMentor(@Nullable Member member, DiscordPlace place) {
        if (member == null || member.isDetached()) {
            return false;
        }
        Set<String> here = policies.of(place.policyOfServer()).administrators();
        return isAdmin(member)
                || isAmong(member, mentors)
                || member.getUnsortedRoles().stream().map(Role::getId).anyMatch(here::contains);
    }

    /** Whether somebody may take away what others said: moderators, and mentors. */
    boolean mayTakeAway(@Nullable Member member, DiscordPlace place) {
        return member != null
                && !member.isDetached()
                && (member.hasPermission(Permission.MESSAGE_MANAGE) || isMentor(member, place));
    }

    boolean maySetUp(@Nullable Member member, DiscordPlace place, ChannelPolicy now) {
        return member != null
                && (isMentor(member, place) || now.administrators().contains(member.getId()));
    }

    /** The role that an admin named for those who mentor in a server. */
    Optional<String> mentorRole(DiscordPlace place) {
        return policies.of(place.policyOfServer()).administrators().stream().findFirst();
    }

    /** Names that role; with an empty one, nobody but admins mentors there. */
    void name(DiscordPlace place, String role) {
        ChannelPolicy server = policies.of(place.policyOfServer());
        policies.set(
                place.policyOfServer(),
                new ChannelPolicy(
                        server.mode(),
                        server.patience(),
                        server.scope(),
                        server.tone(),
                        role.isEmpty() ? Set.of() : Set.of(role)));
    }
}
