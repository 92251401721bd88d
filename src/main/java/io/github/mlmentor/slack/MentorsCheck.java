package io.github.mlmentor.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import com.slack.api.methods.response.usergroups.users.UsergroupsUsersListResponse;
import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks whether the mentors' channel is there and the bot in it, and whether the groups exist that say who is a mentor. For the doctor,
 * not for every second.
 */
final class MentorsCheck implements HealthCheck {
    private final Settings.Slack settings;

    MentorsCheck(Settings.Slack settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "slack-mentors";
    }

    @Override
    public Health check() {
        return Trial.of(settings, settings.botToken().reveal(), this::look);
    }

    private Health look(MethodsClient methods) throws IOException, SlackApiException {
        String channel = SlackDoor.ids(settings.mentorChannels()).get(0);
        ConversationsInfoResponse about = methods.conversationsInfo(request -> request.channel(channel));
        if (!about.isOk()) {
            return List.of("channel_not_found", "missing_scope").contains(about.getError())
                    ? Health.warning(
                            "the bot does not see the mentors' channel " + channel + " (" + about.getError() + ")",
                            "look whether slack.mentor_channels has its id, and /invite the bot there")
                    : Trial.refused(about.getError());
        }
        if (!about.getChannel().isMember()) {
            return Health.warning(
                    "the bot is not in the mentors' channel #"
                            + about.getChannel().getName(),
                    "/invite it there");
        }
        List<String> named = Stream.concat(
                        SlackDoor.ids(settings.mentors()).stream(), SlackDoor.ids(settings.curators()).stream())
                .distinct()
                .toList();
        Set<String> people = new HashSet<>();
        for (String id : named) {
            if (!id.startsWith(SlackPeople.GROUP)) {
                people.add(id);
                continue;
            }
            UsergroupsUsersListResponse group = methods.usergroupsUsersList(request -> request.usergroup(id));
            if (!group.isOk()) {
                return Health.warning(
                        "Slack does not say who is in the user group " + id + " (" + group.getError() + ")",
                        "look whether slack.mentors and slack.curators have its id, and whether the app has"
                                + " usergroups:read");
            }
            people.addAll(group.getUsers());
        }
        String where = "#" + about.getChannel().getName();
        return named.isEmpty()
                ? Health.warning(
                        "the mentors' channel is " + where + ", and only admins are mentors",
                        "name people and user groups in slack.mentors and slack.curators")
                : Health.ok("the mentors' channel is " + where + "; " + people.size()
                        + (people.size() == 1 ? " mentor or curator" : " mentors and curators"));
    }
}
