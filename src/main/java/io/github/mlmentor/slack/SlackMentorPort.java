package io.github.mlmentor.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.slack.api.methods.response.chat.ChatGetPermalinkResponse;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import com.slack.api.util.json.GsonFactory;
import io.github.mlmentor.chat.Conversation;
import io.github.mlmentor.chat.Delivery;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Job;
import io.github.mlmentor.intake.Lately;
import io.github.mlmentor.intake.Outbox;
import io.github.mlmentor.intake.Part;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.layout.Characters;
import io.github.mlmentor.layout.Options;
import io.github.mlmentor.mentoring.Board;
import io.github.mlmentor.mentoring.Letter;
import io.github.mlmentor.mentoring.MentorPort;
import io.github.mlmentor.mentoring.Rights;
import io.github.mlmentor.mentoring.Target;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way to mentors and back to learners. A letter is one message that carries its key as metadata: before it is sent again, Slack is
 * asked whether an earlier attempt put it there, because nobody else knows after a crash. What a letter is named by is {@code
 * channel/ts}. Thread-safe.
 */
final class SlackMentorPort implements MentorPort {
    /** In front of a letter's key, so that no letter is taken for an answer. */
    static final String LETTER = "letter/";
    /** What the mark of a question's card begins with. */
    static final String CARD = LETTER + "card/";

    private static final Gson GSON = GsonFactory.createSnakeCase();
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Pattern PERSON = Pattern.compile("[UW][A-Z0-9]+");
    private static final Pattern TS = Pattern.compile("\\d+\\.\\d+");
    private static final String AMENDED = "amended-";
    private static final int READ = 200;
    private static final int MOST_PAGES = 10;
    private static final int MOST_DIRECT = 10_000;
    private static final int MOST_LINKS = 1_000;
    /** Slack takes 50 blocks, of 13,200 characters in all. */
    private static final int MOST_BLOCKS = 45;

    private static final int MOST_CHARACTERS = 11_500;
    private static final int MOST_TEXT = 3_950;

    private final SlackApi api;
    private final SlackPort port;
    private final SlackRenderer renderer;
    private final SlackBoards boards;
    private final SlackPeople people;
    /** The channels of direct messages, by person. */
    private final Map<String, String> direct = Lately.map(MOST_DIRECT);
    /** Where answers are, by job: a card that changes asks again and again. */
    private final Map<String, String> links = Lately.map(MOST_LINKS);

    private volatile @Nullable Outbox outbox;

    SlackMentorPort(SlackApi api, SlackPort port, SlackRenderer renderer, SlackBoards boards, SlackPeople people) {
        this.api = api;
        this.port = port;
        this.renderer = renderer;
        this.boards = boards;
        this.people = people;
    }

    /** From now on answers can be found. */
    void open(Outbox answers) {
        outbox = answers;
        boards.prepare();
    }

    @Override
    public Platform platform() {
        return Platform.SLACK;
    }

    @Override
    public List<Board> boards() {
        return boards.all();
    }

    @Override
    public Optional<Board> boardOf(Job job) {
        String team = job.key().workspace();
        return boards.has(team) ? Optional.of(new Board(Platform.SLACK, team)) : Optional.empty();
    }

    @Override
    public boolean isShared(Job job) {
        return !isAlone(job) && job.conversation().kind() != Conversation.Kind.DIRECT;
    }

    @Override
    public Rights rights(Person person) {
        return person.platform() == Platform.SLACK ? people.rights(person.workspace(), person.id()) : Rights.NONE;
    }

    @Override
    public List<String> names(Person person) {
        return person.platform() == Platform.SLACK ? people.names(person.workspace(), person.id()) : List.of();
    }

    @Override
    public Optional<String> link(Job job) {
        Place place = Place.of(job.conversation());
        if (isAlone(job)) {
            return Optional.empty();
        }
        String known = links.get(job.id());
        if (known != null) {
            return Optional.of(known);
        }
        List<Message> answer = answer(job);
        String ts = answer.isEmpty() ? job.key().message() : answer.get(0).getTs();
        Optional<String> found = TS.matcher(ts).matches() ? link(place, ts) : Optional.empty();
        found.ifPresent(link -> links.put(job.id(), link));
        return found;
    }

    private Optional<String> link(Place place, String ts) {
        return api.look(
                        place.team(),
                        methods -> methods.chatGetPermalink(
                                request -> request.channel(place.channel()).messageTs(ts)))
                .map(ChatGetPermalinkResponse::getPermalink);
    }

    @Override
    public Delivery show(Letter letter) {
        String mark = LETTER + letter.key();
        ObjectNode payload = payload(letter);
        String old = letter.replaces();
        if (old != null) {
            return named(letter.to().board().workspace(), old, (place, ts) -> update(place, ts, mark, payload));
        }
        return in(letter.to(), place -> letter.again() ? once(place, mark, payload) : post(place, mark, payload));
    }

    /** Does something in the place that a letter is for; without a place, says why. */
    private Delivery in(Target to, Function<Place, Delivery> deed) {
        String team = to.board().workspace();
        if (to instanceof Target.Channel) {
            return boards.channel(team)
                    .map(channel -> deed.apply(new Place(team, channel, "")))
                    .orElseGet(() -> noChannel(team));
        }
        if (to instanceof Target.Under under) {
            return named(team, under.card(), (place, ts) -> deed.apply(new Place(team, place.channel(), ts)));
        }
        if (to instanceof Target.Beside beside) {
            return named(team, beside.card(), (place, ts) -> deed.apply(place));
        }
        if (to instanceof Target.Asked asked) {
            return asked(team, asked, deed);
        }
        Person person = ((Target.Direct) to).person();
        if (person.platform() != Platform.SLACK || !person.workspace().equals(team)) {
            return new Delivery.Undeliverable("another_workspace");
        }
        return directly(team, person.id(), deed);
    }

    private Delivery noChannel(String team) {
        return boards.isOpen(team)
                ? new Delivery.Postponed(LATER, "no_mentors_channel")
                : new Delivery.Undeliverable("no_mentors_channel");
    }

    /** Something that is done with a message. */
    private interface Deed {
        Delivery with(Place place, String ts);
    }

    private static Delivery named(String team, String name, Deed deed) {
        String[] parts = name.split("/", -1);
        return parts.length == 2 && TS.matcher(parts[1]).matches()
                ? deed.with(new Place(team, parts[0], ""), parts[1])
                : new Delivery.Undeliverable("no_message_of_slack");
    }

    private static Delivery asked(String team, Target.Asked asked, Function<Place, Delivery> deed) {
        Place place = Place.of(asked.conversation());
        if (!place.team().equals(team)) {
            return new Delivery.Undeliverable("another_workspace");
        }
        if (Place.isForOne(asked.conversation())) {
            // Everybody in the channel would read what one person asked for himself.
            return new Delivery.Undeliverable("private");
        }
        boolean thread = !place.thread().isEmpty()
                || place.isDirect()
                || !TS.matcher(asked.message()).matches();
        return deed.apply(thread ? place : new Place(team, place.channel(), asked.message()));
    }

    private Delivery directly(String team, String user, Function<Place, Delivery> deed) {
        String known = direct.get(team + "/" + user);
        Delivery opened = known != null
                ? new Delivery.Delivered(known)
                : api.show(
                        team,
                        "open/" + user,
                        Duration.ZERO,
                        methods -> methods.conversationsOpen(request -> request.users(List.of(user))),
                        response -> response.getChannel().getId());
        if (opened instanceof Delivery.Delivered channel) {
            direct.put(team + "/" + user, channel.message());
            return deed.apply(new Place(team, channel.message(), ""));
        }
        // Opened twice is opened once.
        return opened instanceof Delivery.Unknown unknown ? new Delivery.Postponed(SOON, unknown.reason()) : opened;
    }

    /** Posts, unless an earlier attempt did. */
    private Delivery once(Place place, String mark, ObjectNode payload) {
        List<Message> said = new ArrayList<>();
        Delivery read = read(place, said);
        // A right that nobody granted keeps us from looking, which is no reason to say nothing.
        boolean blind = read instanceof Delivery.Undeliverable no && no.reason().equals("missing_scope");
        if (!(read instanceof Delivery.Delivered) && !blind) {
            return read instanceof Delivery.Unknown ? new Delivery.Postponed(SOON, "not_readable_now") : read;
        }
        Optional<Delivery> before = said.stream()
                .filter(message -> mark.equals(SlackPort.mark(message).get("key")))
                .findFirst()
                .map(message -> new Delivery.Delivered(place.channel() + "/" + message.getTs()));
        return before.orElseGet(() -> post(place, mark, payload));
    }

    private Delivery post(Place place, String mark, ObjectNode payload) {
        return api.show(
                place.team(),
                place.channel(),
                SlackApi.PACE,
                methods -> methods.chatPostMessage(
                        SlackApi.message(place, payload.path("text").asText(), SlackApi.mark(mark, true))
                                .blocksAsString(payload.path("blocks").toString())
                                .build()),
                response -> place.channel() + "/" + response.getTs());
    }

    private Delivery update(Place place, String ts, String mark, JsonNode payload) {
        return api.show(
                place.team(),
                "update/" + place.channel() + "/" + ts,
                Duration.ZERO,
                methods -> methods.chatUpdate(request -> request.channel(place.channel())
                        .ts(ts)
                        .text(payload.path("text").asText())
                        .blocksAsString(payload.path("blocks").toString())
                        .metadata(SlackApi.mark(mark, true))),
                response -> place.channel() + "/" + ts);
    }

    /** Reads the latest messages of a place, or says why not. */
    private Delivery read(Place place, List<Message> said) {
        String pace = "read/" + place.channel();
        if (place.thread().isEmpty()) {
            return api.show(
                    place.team(),
                    pace,
                    Duration.ZERO,
                    methods -> methods.conversationsHistory(request ->
                            request.channel(place.channel()).limit(READ).includeAllMetadata(true)),
                    response -> {
                        said.addAll(response.getMessages());
                        return "";
                    });
        }
        Delivery page = new Delivery.Delivered("");
        long begun = System.nanoTime();
        for (int i = 0; i < MOST_PAGES && page instanceof Delivery.Delivered before; i++) {
            String cursor = before.message();
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                return new Delivery.Postponed(SOON, "not_readable_now");
            }
            page = api.show(
                    place.team(),
                    pace,
                    Duration.ZERO,
                    methods -> methods.conversationsReplies(request -> request.channel(place.channel())
                            .ts(place.thread())
                            .limit(READ)
                            .cursor(cursor.isEmpty() ? null : cursor)
                            .includeAllMetadata(true)),
                    response -> {
                        said.addAll(response.getMessages());
                        ResponseMetadata more = response.getResponseMetadata();
                        return more == null || more.getNextCursor() == null ? "" : more.getNextCursor();
                    });
            if (page instanceof Delivery.Delivered next && next.message().isEmpty()) {
                break;
            }
        }
        return page;
    }

    /** One message, whatever its length: of what does not fit the beginning and all buttons. */
    private ObjectNode payload(Letter letter) {
        List<JsonNode> words = new ArrayList<>();
        List<JsonNode> buttons = new ArrayList<>();
        String text = "";
        for (String part : renderer.render(letter.panel(), Options.none())) {
            JsonNode payload = SlackApi.json(part);
            text = text.isEmpty() ? payload.path("text").asText() : text;
            payload.path("blocks")
                    .forEach(block -> (block.path("type").asText().equals("actions") ? buttons : words).add(block));
        }
        ArrayNode blocks = Kit.array();
        int room = MOST_CHARACTERS;
        if (PERSON.matcher(letter.told()).matches()) {
            blocks.add(told(letter.told()));
        }
        for (JsonNode button : buttons) {
            room -= button.toString().length();
        }
        for (JsonNode block : words) {
            room -= block.toString().length();
            if (room < 0 || blocks.size() + buttons.size() >= MOST_BLOCKS) {
                blocks.add(Kit.context("…"));
                break;
            }
            blocks.add(block);
        }
        buttons.forEach(blocks::add);
        ObjectNode payload = Kit.object().put("text", text);
        payload.set("blocks", blocks);
        return payload;
    }

    private static ObjectNode told(String user) {
        ObjectNode block = Kit.object("rich_text");
        block.putArray("elements")
                .addObject()
                .put("type", "rich_text_section")
                .putArray("elements")
                .addObject()
                .put("type", "user")
                .put("user_id", user);
        return block;
    }

    @Override
    public Delivery amend(Job job, String line, String url) {
        if (isAlone(job)) {
            return new Delivery.Undeliverable("private");
        }
        Outbox answers = outbox;
        if (answers == null) {
            return new Delivery.Postponed(SOON, "not_started");
        }
        Place place = Place.of(job.conversation());
        Optional<List<Message>> said = said(place, job);
        if (said.isEmpty()) {
            return new Delivery.Postponed(SOON, "not_readable_now");
        }
        List<Part> parts = answers.parts(job).stream()
                .sorted(Comparator.comparingInt(Part::ordinal).reversed())
                .toList();
        for (Part part : parts) {
            for (Message message : said.get()) {
                if (part.key().equals(SlackPort.mark(message).get("key"))) {
                    return amend(place, message, part, line, url);
                }
            }
        }
        // Where Slack keeps the marks to itself, the buttons below the last message still name the job.
        Optional<Message> last =
                said.get().stream().filter(message -> isAnswerTo(message, job)).findFirst();
        return last.isPresent() && !parts.isEmpty()
                ? amend(place, last.get(), parts.get(0), line, url)
                : new Delivery.Undeliverable("message_not_found");
    }

    /** What mentors say carries the same name, and is never taken away by a button. */
    private static boolean isAnswerTo(Message message, Job job) {
        String blocks = message.getBlocks() == null ? "" : GSON.toJson(message.getBlocks());
        return blocks.contains('"' + job.id() + '"') && blocks.contains('"' + SlackRenderer.DELETE + '"');
    }

    private Delivery amend(Place place, Message message, Part part, String line, String url) {
        String id = AMENDED + UUID.nameUUIDFromBytes((line + "\n" + url).getBytes(StandardCharsets.UTF_8));
        List<JsonNode> amendments = amendments(message);
        if (amendments.stream()
                .anyMatch(block -> block.path("block_id").asText().equals(id))) {
            return new Delivery.Delivered(place.channel() + "/" + message.getTs());
        }
        ObjectNode amendment = Kit.context(url.isEmpty() ? Mrkdwn.escape(line) : Mrkdwn.link(url, line));
        amendments.add(amendment.put("block_id", id));
        JsonNode stored = SlackApi.json(part.payload());
        ArrayNode blocks = Kit.array();
        ArrayNode buttons = Kit.array();
        for (JsonNode block : stored.path("blocks")) {
            boolean button = block.path("type").asText().endsWith("actions");
            if (button) {
                buttons.add(block);
            } else {
                // What stands between buttons stays where it is.
                blocks.addAll(buttons).add(block);
                buttons.removeAll();
            }
        }
        amendments.forEach(blocks::add);
        blocks.addAll(buttons);
        String words = stored.path("text").asText() + "\n" + Mrkdwn.escape(Characters.line(line));
        ObjectNode payload = Kit.object()
                .put("text", words.length() > MOST_TEXT ? stored.path("text").asText() : words);
        payload.set("blocks", blocks);
        return update(place, message.getTs(), part.key(), payload);
    }

    /** What an answer was amended with before. */
    private static List<JsonNode> amendments(Message message) {
        List<JsonNode> amendments = new ArrayList<>();
        if (message.getBlocks() != null) {
            message.getBlocks().stream()
                    .filter(block ->
                            block.getBlockId() != null && block.getBlockId().startsWith(AMENDED))
                    .forEach(block -> amendments.add(SlackApi.json(GSON.toJson(block))));
        }
        return amendments;
    }

    /** The messages of a job's answer that can be seen, in order. */
    private List<Message> answer(Job job) {
        return said(Place.of(job.conversation()), job).orElse(List.of()).stream()
                .filter(message ->
                        String.valueOf(SlackPort.mark(message).get("key")).startsWith(job.id() + "."))
                .sorted(Comparator.comparing(Message::getTs))
                .toList();
    }

    private Optional<List<Message>> said(Place place, Job job) {
        if (!place.thread().isEmpty()) {
            return port.said(place);
        }
        String ts = job.key().message();
        return port.saidSince(place, TS.matcher(ts).matches() ? SlackTranslator.at(ts) : job.receivedAt());
    }

    /** Whether one person alone saw the answer, in a way that cannot be read back. */
    static boolean isAlone(Job job) {
        return job.notes().containsKey("response_url") || job.notes().containsKey("only_for");
    }
}
