package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rendered Block Kit as a page that looks about as it does in Slack: for a look at it, not for a proof. */
public final class PreviewPage {
    private static final Pattern LINK = Pattern.compile("<(https?://[^|>]+)\\|([^>]*)>");
    private static final String STYLE = """
            ::-webkit-scrollbar { display: none }
            * { box-sizing: border-box; margin: 0 }
            body { font: 15px/1.47 Lato, Carlito, "Liberation Sans", Arial, sans-serif; color: #1d1c1d; background: #fff }
            a { color: #1264a3; text-decoration: none }
            .app { display: flex; background: #3b1f3d }
            .side { width: 190px; padding: 14px 10px; color: #d8cbd9; flex: none; font-size: 14px }
            .side b { color: #fff; font-size: 16px; display: block; margin: 2px 8px 14px }
            .side div { padding: 3px 8px; border-radius: 6px }
            .side div.on { background: #6b4a6d; color: #fff }
            .side p { margin: 14px 8px 4px; font-size: 13px }
            .main { flex: 1; background: #fff; border-radius: 8px 0 0 8px; margin: 6px 0 6px 0; overflow: hidden; padding-bottom: 14px }
            .bar { border-bottom: 1px solid #e3e3e3; padding: 11px 20px; font-weight: 700; font-size: 17px }
            .bar small { font-weight: 400; color: #616061; margin-left: 8px; font-size: 13px }
            .tabs { border-bottom: 1px solid #e3e3e3; padding: 0 20px; display: flex; gap: 18px; color: #616061; font-size: 13px }
            .tabs span { padding: 7px 0 } .tabs .on { color: #1d1c1d; border-bottom: 2px solid #1d1c1d; font-weight: 700 }
            .message { display: flex; gap: 9px; padding: 10px 20px 4px }
            .face { width: 36px; height: 36px; border-radius: 8px; flex: none; color: #fff; font-weight: 700; text-align: center;
              line-height: 36px; background: #7a5c99 } .face.bot { background: #1f4e5f }
            .said { flex: 1; min-width: 0 } .said > p > b { font-weight: 900 }
            .said > p > i { font-style: normal; font-size: 10px; background: #e8e8e8; border-radius: 3px; padding: 1px 4px; color: #616061;
              margin-left: 5px; vertical-align: 1px } .said > p > small { color: #616061; margin-left: 7px; font-size: 12px }
            .mention { background: #e8f2fa; color: #1264a3; border-radius: 3px; padding: 0 2px }
            .only { color: #616061; font-size: 12px; padding: 6px 20px 0 65px }
            .replies { color: #616061; font-size: 13px; margin: 8px 20px 0; display: flex; gap: 10px; align-items: center }
            .replies::after { content: ""; flex: 1; border-top: 1px solid #e3e3e3 }
            .block { margin: 4px 0 } .block:first-child { margin-top: 0 }
            ul, ol { padding-left: 26px } .in1 { padding-left: 52px } .in2 { padding-left: 78px } li { padding-left: 4px }
            ul { list-style: disc } ul.in1 { list-style: circle }
            code { font: 12px/1.5 "Noto Sans Mono", Menlo, monospace; color: #c01343; background: #f7f7f7; border: 1px solid #e1e1e1;
              border-radius: 3px; padding: 2px 3px 1px }
            pre { font: 12px/1.5 "Noto Sans Mono", Menlo, monospace; background: #f8f8f8; border: 1px solid #e1e1e1; border-radius: 4px;
              padding: 8px; margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere }
            blockquote { border-left: 4px solid #ddd; padding-left: 12px }
            .context { font-size: 13px; color: #616061 }
            .header { font-size: 18px; font-weight: 900; margin: 12px 0 4px }
            hr { border: 0; border-top: 1px solid #e3e3e3; margin: 12px 0 }
            .buttons { display: flex; flex-wrap: wrap; gap: 8px; padding: 2px 0 }
            .button { border: 1px solid #bbb; border-radius: 8px; font-weight: 700; font-size: 13px; padding: 0 12px; height: 28px; line-height: 26px;
              max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; background: #fff }
            .primary { background: #007a5a; color: #fff; border-color: #007a5a } .danger { color: #c01343; border-color: #c01343 }
            .thumbs { display: flex; gap: 4px } .thumbs svg { width: 16px; height: 16px; fill: none; stroke: #616061; stroke-width: 1.4; stroke-linejoin: round }
            .thumbs span { padding: 3px 6px 0 }
            .scroll { overflow: hidden; border: 1px solid #ddd; border-radius: 8px; margin: 6px 0 }
            table { border-collapse: collapse; width: 100%; font-size: 14px } td { border: 1px solid #ddd; border-width: 0 1px 1px 0; padding: 6px 10px; vertical-align: top }
            tr:first-child td { background: #f8f8f8; font-weight: 700 } td:last-child { border-right: 0 } tr:last-child td { border-bottom: 0 }
            .home { padding: 12px 24px }
            .shade { background: #8a858a; padding: 26px } .modal { background: #fff; border-radius: 10px; width: 520px; margin: auto; max-width: 100% }
            .modal > h1 { font-size: 20px; padding: 18px 24px; display: flex } .modal > h1 span { margin-left: auto; font-weight: 400; color: #616061 }
            .modal label { font-weight: 700; display: block; margin-bottom: 6px } .modal label small { font-weight: 400; color: #616061; margin-left: 5px }
            .modal .body { padding: 4px 24px 18px } .field { border: 1px solid #868686; border-radius: 4px; height: 38px; padding: 7px 12px; color: #777 }
            .field.tall { height: auto; min-height: 92px } .field { white-space: nowrap } .field.tall { white-space: normal } .field.filled, .field.choice { color: #1d1c1d; overflow: hidden }
            .field.choice::after { content: ""; float: right; width: 8px; height: 8px; margin-top: 5px; border: solid #616061;
              border-width: 0 1.5px 1.5px 0; transform: rotate(45deg) }
            .modal .block { margin-bottom: 16px } .foot { border-top: 1px solid #e3e3e3; padding: 16px 24px; display: flex; gap: 10px; justify-content: flex-end }
            .foot .button { height: 34px; line-height: 32px }
            body.phone { font-size: 16px } .phone .app { background: #fff } .phone .side { display: none } .phone .bar { background: #3b1f3d; color: #fff; padding: 14px 16px }
            .phone .bar small { color: #d8cbd9 } .phone .main { margin: 0; border-radius: 0 } .phone .message { padding: 10px 14px 4px }
            .phone .only { padding-left: 59px } .phone .replies { margin: 8px 14px 0 } .phone .home { padding: 12px 14px } .phone .buttons .button { height: 34px; line-height: 32px }
            """;

    private static final String THUMB =
            "<svg viewBox='0 0 16 16'><path d='M1.5 7h2.8v7H1.5zM4.3 7 7.2 1.6c1.3 0 1.9 1 1.6 2.2L8.2 6.3h4.4c1 0 1.6.9 1.4 1.8l-1.2 4.7c-.2.7-.8 1.2-1.5 1.2H4.3'/></svg>";

    private final StringBuilder html = new StringBuilder();

    /**
     * A page with a list of channels and one of them.
     *
     * @param title what stands above the messages
     * @param about what stands beside it, smaller
     */
    public PreviewPage(boolean phone, String title, String about) {
        html.append("<!doctype html><meta charset=utf-8><style>").append(STYLE).append("</style><body");
        html.append(phone ? " class=phone" : "").append("><div class=app><div class=side><b>Acme ML</b>");
        List<String> channels = new ArrayList<>(List.of("# announcements", "# careers", "# general", "# projects"));
        if (title.startsWith("# ") && !channels.contains(title)) {
            channels.add(3, title);
        }
        for (String channel : channels) {
            html.append(channel.equals(title) ? "<div class=on>" : "<div>")
                    .append(channel)
                    .append("</div>");
        }
        html.append("<p>Apps</p><div").append(title.equals("ML Mentor") ? " class=on" : "");
        html.append(">ML Mentor</div></div><div class=main><div class=bar>").append(escape(title));
        html.append("<small>").append(escape(about)).append("</small></div>");
    }

    /** What somebody says. */
    public PreviewPage said(String name, String time, String words) {
        html.append("<div class=message><div class=face>")
                .append(name.charAt(0))
                .append("</div><div class=said><p><b>");
        html.append(escape(name)).append("</b><small>").append(time).append("</small></p>");
        html.append(escape(words).replace("@ML Mentor", "<span class=mention>@ML Mentor</span>"))
                .append("</div></div>");
        return this;
    }

    /** The line above a thread. */
    public PreviewPage replies(int count) {
        html.append("<div class=replies>")
                .append(count)
                .append(count == 1 ? " reply" : " replies")
                .append("</div>");
        return this;
    }

    /** That the next message is for one person alone. */
    public PreviewPage onlyVisibleToYou() {
        html.append("<div class=only>Only visible to you</div>");
        return this;
    }

    /** A message of the bot. */
    public PreviewPage answered(String time, JsonNode blocks) {
        html.append(
                "<div class=message><div class='face bot'>M</div><div class=said><p><b>ML Mentor</b><i>APP</i><small>");
        html.append(time).append("</small></p>");
        blocks(blocks);
        html.append("</div></div>");
        return this;
    }

    /** The bot's Home tab. */
    public PreviewPage home(JsonNode view) {
        html.append(
                "<div class=tabs><span class=on>Home</span><span>Messages</span><span>About</span></div><div class=home>");
        blocks(view.path("blocks"));
        html.append("</div>");
        return this;
    }

    /** A form above the rest. */
    public PreviewPage modal(JsonNode view) {
        html.append("<div class=shade><div class=modal><h1>").append(text(view.path("title")));
        html.append("<span>×</span></h1><div class=body>");
        blocks(view.path("blocks"));
        html.append("</div><div class=foot><span class=button>").append(text(view.path("close")));
        html.append("</span><span class='button primary'>")
                .append(text(view.path("submit")))
                .append("</span></div></div></div>");
        return this;
    }

    /** The page. */
    public String html() {
        return html + "</div></div>";
    }

    private void blocks(JsonNode blocks) {
        for (JsonNode block : blocks) {
            html.append("<div class=block>");
            block(block);
            html.append("</div>");
        }
    }

    private void block(JsonNode block) {
        switch (block.path("type").asText()) {
            case "rich_text" -> block.path("elements").forEach(this::rich);
            case "header" -> tag("div class=header", text(block.path("text")));
            case "divider" -> html.append("<hr>");
            case "context" -> {
                StringBuilder words = new StringBuilder();
                block.path("elements")
                        .forEach(element ->
                                words.append(mrkdwn(element.path("text").asText())));
                tag("div class=context", words.toString());
            }
            case "actions" -> {
                html.append("<div class=buttons>");
                block.path("elements").forEach(this::button);
                html.append("</div>");
            }
            case "context_actions" ->
                html.append("<div class=thumbs><span>")
                        .append(THUMB)
                        .append("</span><span style='transform:scaleY(-1)'>")
                        .append(THUMB)
                        .append("</span></div>");
            case "table" -> table(block);
            case "input" -> input(block);
            default -> throw new IllegalArgumentException("no picture of a block " + block);
        }
    }

    private void rich(JsonNode element) {
        String inner = runs(element.path("elements"));
        switch (element.path("type").asText()) {
            case "rich_text_section" -> tag("div", inner);
            case "rich_text_preformatted" -> tag("pre", inner);
            case "rich_text_quote" -> tag("blockquote", inner);
            case "rich_text_list" -> {
                StringBuilder items = new StringBuilder();
                for (JsonNode item : element.path("elements")) {
                    items.append("<li>").append(runs(item.path("elements"))).append("</li>");
                }
                boolean ordered = element.path("style").asText().equals("ordered");
                String start = ordered ? " start=" + (element.path("offset").asInt() + 1) : "";
                int indent = element.path("indent").asInt();
                tag((ordered ? "ol" : "ul") + " class=in" + indent + start, items.toString());
            }
            default -> throw new IllegalArgumentException("no picture of " + element);
        }
    }

    private static String runs(JsonNode elements) {
        StringBuilder out = new StringBuilder();
        for (JsonNode run : elements) {
            String words = escape(run.path("text").asText()).replace("\n", "<br>");
            JsonNode style = run.path("style");
            words = style.path("code").asBoolean() ? "<code>" + words + "</code>" : words;
            words = style.path("italic").asBoolean() ? "<em>" + words + "</em>" : words;
            words = style.path("bold").asBoolean() ? "<b>" + words + "</b>" : words;
            out.append(
                    run.path("type").asText().equals("link")
                            ? "<a href='" + escape(run.path("url").asText()) + "'>" + words + "</a>"
                            : words);
        }
        return out.toString();
    }

    private void button(JsonNode button) {
        html.append("<span class='button ")
                .append(button.path("style").asText())
                .append("'>");
        html.append(text(button.path("text"))).append("</span>");
    }

    private void table(JsonNode table) {
        html.append("<div class=scroll><table>");
        for (JsonNode row : table.path("rows")) {
            html.append("<tr>");
            for (JsonNode cell : row) {
                html.append("<td>");
                if (cell.path("type").asText().equals("rich_text")) {
                    cell.path("elements").forEach(this::rich);
                } else {
                    html.append(escape(cell.path("text").asText()));
                }
                html.append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</table></div>");
    }

    private void input(JsonNode block) {
        html.append("<label>").append(text(block.path("label")));
        html.append(block.path("optional").asBoolean() ? "<small>(optional)</small>" : "")
                .append("</label>");
        JsonNode element = block.path("element");
        if (element.path("type").asText().equals("static_select")) {
            tag("div class='field choice'", text(element.path("initial_option").path("text")));
            return;
        }
        String filled = escape(element.path("initial_value").asText()).replace("\n", "<br>");
        boolean tall = element.path("multiline").asBoolean();
        tag("div class='field" + (tall ? " tall" : "") + (filled.isEmpty() ? "'" : " filled'"), filled);
    }

    private void tag(String tag, String inner) {
        html.append('<').append(tag).append('>').append(inner).append("</");
        html.append(tag.split(" ", 2)[0]).append('>');
    }

    private static String text(JsonNode object) {
        return escape(object.path("text").asText());
    }

    /** The little of mrkdwn that we write: links, one quoted line, and characters that are escaped as in HTML. */
    private static String mrkdwn(String text) {
        if (text.startsWith("> ")) {
            return "<blockquote>" + mrkdwn(text.substring(2)) + "</blockquote>";
        }
        return LINK.matcher(text.replace("\n", "<br>")).replaceAll("<a href='$1'>$2</a>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }
}
