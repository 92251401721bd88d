package io.github.mlmentor.storage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlmentor.chat.Platform;
import io.github.mlmentor.intake.Checkpoint;
import io.github.mlmentor.intake.Person;
import io.github.mlmentor.intake.PersonalData;
import io.github.mlmentor.mentoring.Articles;
import io.github.mlmentor.mentoring.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What is stored about people, in SQL. Thread-safe. */
public final class SqlPersonalData implements PersonalData {
    private static final String PERSON = "platform = :platform and workspace = :workspace and author = :author";

    /** What he handed over here; where there is no workspace, it stands on the board of another. */
    private static final String HANDED_OVER = "platform = :platform and learner = :author and (workspace = :workspace"
            + " or substr(conversation, 1, length(:place)) = :place)";

    /** A message's key up to the message itself. */
    private static final String CHANNEL_OF_JOB = "substr(job.key, 1, length(job.key) - length(job.message))";

    private final Database database;

    /** Looks after a database. */
    public SqlPersonalData(Database database) {
        this.database = database;
    }

    @Override
    public String export(Person person) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("platform", person.platform().name().toLowerCase(java.util.Locale.ROOT));
        json.put("workspace", person.workspace());
        json.put("person", person.id());
        database.read(handle -> {
            Map<String, String> of = binding(person);
            boolean out = handle.createQuery("select count(*) from opted_out where " + PERSON)
                            .bindMap(of)
                            .mapTo(int.class)
                            .one()
                    > 0;
            json.put("opted_out", out);
            json.put("installed_the_app", isInstaller(handle, person));
            ArrayNode questions = json.putArray("questions");
            handle.createQuery("select * from job where " + PERSON + " order by number")
                    .bindMap(of)
                    .map((row, context) -> question(handle, row))
                    .forEach(questions::add);
            ArrayNode opinions = json.putArray("opinions");
            handle.createQuery("select helpful, reason, note, at from feedback where " + PERSON + " order by at")
                    .bindMap(of)
                    .map((row, context) -> Json.MAPPER
                            .createObjectNode()
                            .put("at", Instant.ofEpochMilli(row.getLong("at")).toString())
                            .put("helpful", row.getInt("helpful") == 1)
                            .put("reason", row.getString("reason"))
                            .put("note", row.getString("note")))
                    .forEach(opinions::add);
            ArrayNode handedOver = json.putArray("handed_over");
            handle.createQuery("select * from hand_over where " + HANDED_OVER + " order by asked_at")
                    .bindMap(of)
                    .map((row, context) -> handedOver(row))
                    .forEach(handedOver::add);
            ArrayNode proposed = json.putArray("proposed");
            handle.createQuery("select title, markdown, credit, state, at from contribution where " + PERSON
                            + " order by at")
                    .bindMap(of)
                    .map((row, context) -> Json.MAPPER
                            .createObjectNode()
                            .put("at", Instant.ofEpochMilli(row.getLong("at")).toString())
                            .put("title", row.getString("title"))
                            .put("text", row.getString("markdown"))
                            .put("named_as", row.getString("credit"))
                            .put("state", row.getString("state")))
                    .forEach(proposed::add);
            ArrayNode done = json.putArray("done_as_mentor");
            handle.createQuery("select at, act, subject from audit where platform = :platform and workspace ="
                            + " :workspace and actor = :author order by number")
                    .bindMap(of)
                    .map((row, context) -> Json.MAPPER
                            .createObjectNode()
                            .put("at", Instant.ofEpochMilli(row.getLong("at")).toString())
                            .put("act", row.getString("act"))
                            .put("subject", row.getString("subject")))
                    .forEach(done::add);
            return questions.size();
        });
        return json.toPrettyString();
    }

    private static ObjectNode handedOver(ResultSet row) throws SQLException {
        return Json.MAPPER
                .createObjectNode()
                .put("at", Instant.ofEpochMilli(row.getLong("asked_at")).toString())
                .put("question", row.getString("question"))
                .put("tried", row.getString("tried"))
                .put("asked_before", row.getString("earlier"))
                .put("anonymously", row.getInt("anonymous") == 1)
                .put("state", row.getString("state"))
                .put("answer", row.getString("answer"));
    }

    private static ObjectNode question(Handle handle, ResultSet row) throws SQLException {
        ObjectNode question = Json.MAPPER.createObjectNode();
        question.put("message", row.getString("key"));
        question.put("conversation", row.getString("conversation"));
        question.put(
                "asked_at", Instant.ofEpochMilli(row.getLong("received_at")).toString());
        question.put("text", row.getString("text"));
        if (row.getString("edited") != null) {
            question.put("edited", row.getString("edited"));
        }
        question.put("state", row.getString("state"));
        question.put("decision", row.getString("decision"));
        question.put("reason", row.getString("reason"));
        question.set("scope", Json.MAPPER.valueToTree(Json.read(row.getString("scope"))));
        question.set("notes", Json.MAPPER.valueToTree(Json.read(row.getString("notes"))));
        question.put("remembered", row.getString("record"));
        ArrayNode answer = question.putArray("answer");
        handle.createQuery("select payload from part where job = :job order by ordinal")
                .bind("job", row.getString("id"))
                .mapTo(String.class)
                .forEach(answer::add);
        ArrayNode journey = question.putArray("journey");
        for (Checkpoint step : Journey.read(row.getString("journey"))) {
            journey.addObject()
                    .put("at", step.at().toString())
                    .put("step", step.step())
                    .put("outcome", step.outcome());
        }
        return question;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Messages that were not handled are noted without their author, so nobody can say whose they were, and they go after a
     * week; those of a conversation that nobody else is in are known to be this person's and go at once.
     */
    @Override
    public int forget(Person person) {
        if (person.platform() == Platform.SLACK) {
            database.durably(handle -> handle.createUpdate(
                            "update slack_installation set installer = '' where team = :workspace and installer = :author")
                    .bind("workspace", person.workspace())
                    .bind("author", person.id())
                    .execute());
        }
        database.durably(handle -> withdraw(handle, person));
        return delete(PERSON, binding(person), List.of("opted_out", "feedback", "console_person"));
    }

    /**
     * What he handed over stays on its card as withdrawn, without a word of it. What he answered as a mentor stays with those whom
     * he answered, and what he proposed where it is served, both without him.
     */
    private static int withdraw(Handle handle, Person person) {
        Map<String, String> of = binding(person);
        String board = "platform = :platform and workspace = :workspace";
        // First what others change first, too, so that nobody waits for each other.
        List<String> his = handle.createQuery("select id from hand_over where " + HANDED_OVER + " order by id")
                .bindMap(of)
                .mapTo(String.class)
                .list();
        for (String id : his) {
            handle.createUpdate("update hand_over set learner = '', question = '', tried = '',"
                            + " earlier = '[]', said = '', answer = '', reason = '', delivery = '', state = 'WITHDRAWN',"
                            + " message = '', conversation = 'forgotten', version = version + 1 where id = :id")
                    .bind("id", id)
                    .execute();
            handle.createUpdate("update dispatch set text = '' where kind <> 'CARD' and subject = :id")
                    .bind("id", id)
                    .execute();
            handle.createUpdate(
                            "update dispatch set wanted = wanted + 1 where kind in ('CARD', 'RAISED') and receipt <> ''"
                                    + " and subject = :id")
                    .bind("id", id)
                    .execute();
            handle.createUpdate("update contribution set question = '', version = version + 1 where state = 'DRAFT'"
                            + " and (hand_over = :id or job = :id)")
                    .bind("id", id)
                    .execute();
        }
        handle.createUpdate("update contribution set question = '', version = version + 1 where state = 'DRAFT'"
                        + " and question <> '' and job in (select id from job where " + PERSON + ")")
                .bindMap(of)
                .execute();
        unname(handle, of, board);
        // Undecided texts go with whoever wrote or changed them, else he could approve what nobody knows to be his.
        String undecided = board + " and state = 'DRAFT' and (author = :author or editor = :author)";
        handle.createUpdate("update dispatch set wanted = wanted + 1 where " + board
                        + " and kind = 'DRAFT' and receipt <> ''"
                        + " and subject in (select id from contribution where " + undecided + ")")
                .bindMap(of)
                .execute();
        handle.createUpdate("update contribution set state = 'REJECTED', markdown = base, question = '', credit = '',"
                        + " reason = 'Whoever wrote it had himself forgotten.', decided_at = at, version = version + 1 where "
                        + undecided)
                .bindMap(of)
                .execute();
        for (String statement : List.of(
                "update hand_over set mentor = '' where " + board + " and mentor = :author",
                "update hand_over set answered_by = '' where " + board + " and answered_by = :author",
                "update contribution set author = '' where " + board + " and author = :author",
                "update contribution set editor = '' where " + board + " and editor = :author",
                "update contribution set decided_by = '' where " + board + " and decided_by = :author",
                "update audit set actor = '' where " + board + " and actor = :author")) {
            handle.createUpdate(statement).bindMap(of).execute();
        }
        return his.size();
    }

    /** What he proposed stays, and names him no more: in the database, and from there in its file when that is next written. */
    private static void unname(Handle handle, Map<String, String> of, String board) {
        Set<String> origins = new HashSet<>(handle.createQuery("select origin from contribution where " + board
                        + " and author = :author and credit <> '' and state = 'APPROVED'")
                .bindMap(of)
                .mapTo(String.class)
                .list());
        for (String origin : origins) {
            handle.createQuery("select markdown, known from published where origin = :origin")
                    .bind("origin", origin)
                    .map((row, context) -> Map.entry(row.getString("markdown"), row.getString("known")))
                    .findOne()
                    .ifPresent(article -> {
                        String unnamed = Articles.unnamed(article.getKey());
                        List<String> known = new ArrayList<>(SqlMentorStore.list(article.getValue()));
                        known.add(Fingerprint.of(unnamed));
                        handle.createUpdate("update published set markdown = :markdown, known = :known,"
                                        + " revision = revision + 1 where origin = :origin")
                                .bind("markdown", unnamed)
                                .bind("known", SqlMentorStore.list(known))
                                .bind("origin", origin)
                                .execute();
                    });
        }
        handle.createUpdate("update contribution set credit = '', markdown = '' where " + board
                        + " and author = :author and state = 'APPROVED'")
                .bindMap(of)
                .execute();
    }

    @Override
    public int purge(Platform platform, String workspace) {
        return delete(
                "platform = :platform and workspace = :workspace",
                Map.of("platform", platform.name(), "workspace", workspace),
                List.of(
                        "opted_out",
                        "channel_policy",
                        "ignored",
                        "presence",
                        "feedback",
                        "hand_over",
                        "contribution",
                        "dispatch",
                        "audit",
                        "gap",
                        "console_person",
                        "figure"));
    }

    private int delete(String where, Map<String, String> of, List<String> tables) {
        int questions = database.durably(handle -> {
            String conversations = "(select conversation from job where " + where + ")";
            // In one order, so that two who forget do not wait for each other.
            for (String conversation : handle.createQuery(
                            "select distinct conversation from job where " + where + " order by conversation")
                    .bindMap(of)
                    .mapTo(String.class)
                    .list()) {
                database.lockConversation(handle, conversation);
            }
            // What is being worked on ends by itself when it finds nothing.
            handle.createUpdate("delete from scheduled_tasks where task_instance in " + conversations
                            + " and task_instance not in (select conversation from job where not (" + where + ")"
                            + " and " + JobRows.OPEN + ") and not picked")
                    .bindMap(of)
                    .execute();
            handle.createUpdate("delete from presence where conversation in " + conversations)
                    .bindMap(of)
                    .execute();
            handle.createUpdate("delete from ignored where exists (select 1 from job where " + where
                            + " and conversation_kind in ('DIRECT', 'SESSION') and " + CHANNEL_OF_JOB
                            + " = substr(ignored.key, 1, length("
                            + CHANNEL_OF_JOB + ")))")
                    .bindMap(of)
                    .execute();
            handle.createUpdate("delete from part where job in (select id from job where " + where + ")")
                    .bindMap(of)
                    .execute();
            int deleted = handle.createUpdate("delete from job where " + where)
                    .bindMap(of)
                    .execute();
            for (String table : tables) {
                handle.createUpdate("delete from " + table + " where " + where)
                        .bindMap(of)
                        .execute();
            }
            return deleted;
        });
        if (!database.truncateLog()) {
            throw new StorageException(
                    "It is forgotten, but SQLite's log still holds it, because another program reads for long;"
                            + " say it once more to empty the log");
        }
        return questions;
    }

    private static boolean isInstaller(Handle handle, Person person) {
        return person.platform() == Platform.SLACK
                && handle.createQuery(
                                        "select count(*) from slack_installation where team = :workspace and installer = :author")
                                .bind("workspace", person.workspace())
                                .bind("author", person.id())
                                .mapTo(int.class)
                                .one()
                        > 0;
    }

    private static Map<String, String> binding(Person person) {
        String place = person.platform().name().toLowerCase(java.util.Locale.ROOT) + "/" + person.workspace() + "/";
        return Map.of(
                "platform",
                person.platform().name(),
                "workspace",
                person.workspace(),
                "author",
                person.id(),
                "place",
                place);
    }
}
