package io.github.mlmentor.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Rendered components as a page that looks about as it does in Discord: for a look at it, not for a proof. */
public final class DiscordPage {
    private static final String STYLE = """
            * { box-sizing: border-box; margin: 0 }
            body { font: 16px/1.375 "gg sans", "Noto Sans", Carlito, "Liberation Sans", Arial, sans-serif; color: #dbdee1; background: #313338 }
            a { color: #00a8fc; text-decoration: none }
            .app { display: flex } .side { width: 200px; background: #2b2d31; padding: 14px 8px; flex: none; color: #949ba4; font-size: 15px }
            .side b { color: #f2f3f5; display: block; padding: 0 8px 14px } .side div { padding: 5px 8px; border-radius: 4px }
            .side .on { background: #404249; color: #fff } .main { flex: 1; min-width: 0; padding-bottom: 22px }
            .bar { border-bottom: 1px solid #26272b; padding: 12px 16px; font-weight: 600; color: #f2f3f5 }
            .message { display: flex; gap: 16px; padding: 14px 48px 0 16px } .said { flex: 1; min-width: 0; overflow-wrap: anywhere }
            .face { width: 40px; height: 40px; border-radius: 50%; flex: none; color: #fff; font-weight: 700; text-align: center;
              line-height: 40px; background: #8a6bb8 } .face.bot { background: #2c7a7b }
            .name { color: #f2f3f5; font-weight: 600 } .name i { font-style: normal; font-size: 10px; background: #5865f2; color: #fff;
              border-radius: 3px; padding: 2px 5px; margin-left: 6px; vertical-align: 2px } .name small { color: #949ba4; margin-left: 8px; font-weight: 400; display: inline }
            .mention { background: #3c4270; color: #c9cdfb; border-radius: 3px; padding: 0 2px }
            .text { max-width: 680px; margin-bottom: 8px; white-space: pre-wrap }
            h1, h2, h3 { color: #f2f3f5; font-size: 16px; margin: 8px 0 4px; line-height: 1.375 }
            h2 { font-size: 20px } h1 { font-size: 24px }
            .text small { display: block; font-size: 13px; color: #949ba4 }
            .li { padding-left: 20px; position: relative; margin-bottom: 2px } .li::before { content: attr(data-mark); position: absolute; left: 0 }
            .in1 { margin-left: 20px } .in2 { margin-left: 40px }
            code { font: 13.6px/1.3 "Noto Sans Mono", Consolas, monospace; background: #2b2d31; border-radius: 4px; padding: 2px 3px }
            pre { font: 14px/18px "Noto Sans Mono", Consolas, monospace; background: #2b2d31; border: 1px solid #1e1f22; border-radius: 4px;
              padding: 7px; margin: 6px 0; white-space: pre-wrap }
            blockquote { border-left: 4px solid #4e5058; border-radius: 2px; padding-left: 12px }
            hr { border: 0; border-top: 1px solid #45474d; margin: 8px 0; max-width: 680px }
            .card { background: #2b2d31; border: 1px solid #3b3d44; border-radius: 8px; padding: 12px 16px; max-width: 600px }
            .row { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 8px; max-width: 680px }
            .button { background: #4e5058; color: #fff; border-radius: 4px; min-height: 32px; padding: 5px 14px; font-size: 14px; font-weight: 500; max-width: 100% }
            .style1 { background: #5865f2 } .style4 { background: #da373c } .only { color: #949ba4; font-size: 12px; padding: 2px 16px 10px 72px }
            .shade { background: #1d1e21; padding: 26px; margin-top: 10px } .modal { background: #313338; border-radius: 6px; width: 440px; margin: auto; padding: 16px }
            .modal h3 { font-size: 20px; margin-bottom: 14px } .modal label { display: block; color: #f2f3f5; font-weight: 500; font-size: 15px }
            .modal label small { color: #949ba4; font-size: 13px; display: block; font-weight: 400 } .field { background: #1e1f22; border-radius: 4px; height: 40px; margin: 6px 0 14px; padding: 9px 12px; font-size: 15px; overflow: hidden }
            .field i { float: right; width: 8px; height: 8px; margin-top: 4px; border: solid #b5bac1; border-width: 0 1.5px 1.5px 0; transform: rotate(45deg) }
            .field.tall { height: 96px } .foot { display: flex; justify-content: flex-end; gap: 10px }
            .phone .side { display: none } .phone .message { padding: 12px 12px 0; gap: 12px } .phone pre { font-size: 13px } .phone .text small { font-size: 13px }
            """;

    private static final String THUMB =
            "<svg viewBox='0 0 16 16' width=16 height=16 fill='#ffcc4d' style='vertical-align:-2px;"
                    + "transform:scaleY(%d)'><path d='M1 7h3v7H1zM5 7l3-5.5c1.3 0 1.9 1 1.6 2.2L9 6.3h4c1 0 1.6.9 1.4 1.8l-1.2 4.7"
                    + "c-.2.7-.8 1.2-1.5 1.2H5z'/></svg>";

    private final StringBuilder html = new StringBuilder();

    /** A page with a list of channels and one of them. */
    public DiscordPage(boolean phone, String title) {
        html.append("<!doctype html><meta charset=utf-8><style>").append(STYLE).append("</style><body");
        html.append(phone ? " class=phone" : "").append("><div class=app><div class=side><b>Acme ML</b>");
        List<String> channels = new ArrayList<>(List.of("announcements", "careers", "general", "projects"));
        if (!channels.contains(title)) {
            channels.add(3, title);
        }
        for (String channel : channels) {
            html.append(channel.equals(title) ? "<div class=on># " : "<div># ")
                    .append(channel)
                    .append("</div>");
        }
        html.append("</div><div class=main><div class=bar># ").append(title).append("</div>");
    }

    /** What somebody says. */
    public DiscordPage said(String name, String time, String words) {
        open(name, "", time);
        html.append(DiscordMarkdown.escaped(words).replace("@ML Mentor", "<span class=mention>@ML Mentor</span>"));
        html.append("</div></div>");
        return this;
    }

    /** A message of the bot. */
    public DiscordPage answered(String time, JsonNode components) {
        open("ML Mentor", "<i>APP</i>", time);
        components.forEach(this::component);
        html.append("</div></div>");
        return this;
    }

    /** That the message before was for one person alone. */
    public DiscordPage onlyYouCanSeeThis() {
        html.append("<div class=only>Only you can see this · <a>Dismiss message</a></div>");
        return this;
    }

    /** A form above the rest. */
    public DiscordPage modal(JsonNode modal) {
        html.append("<div class=shade><div class=modal><h3>")
                .append(words(modal, "title"))
                .append("</h3>");
        for (JsonNode labelled : modal.path("components")) {
            html.append("<label>").append(words(labelled, "label"));
            html.append("<small>").append(words(labelled, "description")).append("</small></label>");
            JsonNode component = labelled.path("component");
            html.append(component.path("style").asInt() == 2 ? "<div class='field tall'>" : "<div class=field>");
            for (JsonNode option : component.path("options")) {
                html.append(option.path("default").asBoolean() ? words(option, "label") + "<i></i>" : "");
            }
            html.append(words(component, "value")).append("</div>");
        }
        html.append("<div class=foot><span class=button>Cancel</span><span class='button style1'>Submit</span>");
        html.append("</div></div></div>");
        return this;
    }

    /** The page. */
    public String html() {
        return html + "</div></div>";
    }

    private void open(String name, String badge, String time) {
        html.append("<div class=message><div class='face").append(badge.isEmpty() ? "'>" : " bot'>");
        html.append(name.charAt(0))
                .append("</div><div class=said><p class=name>")
                .append(name)
                .append(badge);
        html.append("<small>Today at ").append(time).append("</small></p>");
    }

    private void component(JsonNode component) {
        switch (component.path("type").asInt()) {
            case 1 -> around("row", component);
            case 2 -> {
                html.append("<span class='button style")
                        .append(component.path("style").asInt())
                        .append("'>");
                String emoji = component.path("emoji").path("name").asText();
                html.append(emoji.isEmpty() ? words(component, "label") : THUMB.formatted(emoji.equals("👍") ? 1 : -1));
                html.append("</span>");
            }
            case 10 -> {
                String drawn = DiscordMarkdown.html(component.path("content").asText());
                // A block ends its line; an empty line before it is one of the two that are written.
                html.append("<div class=text>")
                        .append(drawn.replaceAll("(<br>)+</p>(?=<(?!p>))", "</p>"))
                        .append("</div>");
            }
            case 14 -> html.append("<hr>");
            case 17 -> around("card", component);
            default -> throw new IllegalArgumentException("no picture of " + component);
        }
    }

    private void around(String style, JsonNode component) {
        html.append("<div class=").append(style).append('>');
        component.path("components").forEach(this::component);
        html.append("</div>");
    }

    private static String words(JsonNode node, String key) {
        return DiscordMarkdown.escaped(node.path(key).asText());
    }
}
