package io.github.mlmentor.discord;

import io.github.mlmentor.settings.Settings;
import io.github.mlmentor.telemetry.HealthCheck;
import java.io.IOException;

/** Looks whether Discord takes the token, and what it lets the bot do. For the doctor, not for every second. */
final class DiscordCheck implements HealthCheck {
    private static final String WHERE = "at https://discord.com/developers/applications";

    private final Settings.Discord settings;

    DiscordCheck(Settings.Discord settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "discord";
    }

    @Override
    public Health check() {
        if (!Application.isToken(settings.token().reveal())) {
            return Health.failure(
                    "DISCORD_TOKEN does not look like a bot's token, which is three words of letters and digits with dots"
                            + " between them, without quotation marks",
                    "use the token of the Bot page " + WHERE + ", not the client secret or the public key");
        }
        try {
            Application application = new Application(settings);
            Application.Facts facts = application.facts();
            Application.Gateway gateway = application.gateway();
            String invite = "invite it with " + BotRights.invitation(facts.id());
            String who = facts.name() + " in " + facts.servers() + " servers";
            if (gateway.left() < 1) {
                return Health.warning(
                        who + "; it connected too often and may not again for "
                                + gateway.untilReset().toMinutes() + " minutes",
                        "look in the log for why it reconnects");
            }
            if (!facts.readsMessages()) {
                return Health.warning(
                        who
                                + "; it sees only messages that mention it, answer it or come directly, so that going on in a"
                                + " thread, the modes auto and mentor, and forum posts without a mention do not work",
                        "switch on Message Content Intent on the Bot page " + WHERE + ", then start anew");
            }
            return facts.servers() == 0 ? Health.warning(who, invite) : Health.ok(who + "; " + invite);
        } catch (Application.Refused e) {
            return Health.failure(
                    "Discord does not know the token", "reset it on the Bot page " + WHERE + " and copy all of it");
        } catch (IOException e) {
            return Health.failure(
                    "Discord cannot be asked (" + Application.base(settings) + "): "
                            + (e instanceof Application.Trouble
                                    ? e.getMessage()
                                    : e.getClass().getSimpleName()),
                    settings.apiUrl().isEmpty()
                            ? "look whether this machine reaches discord.com"
                            : "DISCORD_API_URL is set; is it right?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.warning("interrupted", "try again");
        }
    }
}
