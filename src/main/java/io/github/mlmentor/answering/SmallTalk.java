package io.github.mlmentor.answering;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people say to a bot that is no question about the subject. Thread-safe. */
enum SmallTalk {
    GREETING,
    THANKS,
    GOODBYE,
    ABOUT,
    HUMAN,
    PRIVACY;

    private static final int MOST_WORDS = 24;

    private static final String BOT =
            "(?:you|u|this (?:bot|thing|tool|app|channel)|the bot|(?:the |this )?(?:ml ?mentor|mentor ?bot)|it)";
    private static final String OPENING =
            "(?:(?:hi+|hello|hey+|yo|ok(?:ay)?|so|sorry|um+|btw|and|but|please|pls|just (?:curious|wondering))\\b[\\s,.!:-]*)*";

    private static final Pattern HELLO = whole(
            "(?:hi+|hello+|hey+|heya|hiya|hallo|hola|yo+|sup|howdy|greetings|morning|gm|good (?:morning|afternoon|evening|day)|(?:i(?:'m| am) )?(?:new|first time) here|"
                    + "what'?s up|wassup|test(?:ing)?|ping|anyone (?:here|there|home)|(?:are )?(?:you|u) (?:there|here|awake|online|alive|up|working))"
                    + "(?:[ ,.!?]+(?:there|bot|all|everyone|everybody|folks|guys|team|mentor|ml ?mentor|mate|friend|friends|people|y'?all|again|to (?:you|all|everyone)|sir|madam|ma'am|(?:i(?:'m| am) )?(?:new|(?:my )?first time) here|any(?:one|body)(?: (?:here|there|home|online))?|how (?:are|r) (?:you|u|things)(?: (?:doing|today))?|how'?s it going|(?:you|u) (?:there|here)|anyone (?:here|there)|nice to meet you))*");
    private static final Pattern HOW_ARE_YOU = whole(
            "(?:(?:hi|hey|hello)(?: there| bot| mentor| all| everyone| ml mentor)?[, ]*)?(?:how (?:are|r) (?:you|u|things)|how'?s it going|how (?:you|u) doin[g']?)(?: (?:doing|today|bot|mate))*");
    private static final Pattern THANK = whole(
            "(?:(?:ok(?:ay)?|great|cool|awesome|(?:great|perfect|good|nice|useful|clear) (?:answer|explanation|stuff|tip|tips)|perfect|nice|wow|haha|lol|got it|makes sense|amazing|super)[,.! ]*)*"
                    + "(?:thanks?|thank ?(?:you|u)|thx+|tysm|ty|cheers|much appreciated|appreciate (?:it|that|this|you)|that (?:was|is|really)?[ a-z]{0,16}help(?:s|ed|ful)?(?: a (?:lot|ton))?|you(?:'re| are) (?:the best|awesome|great|amazing|a lifesaver|a star)|(?:very |so |super )?helpful|good bot|nice one|great answer|perfect answer|love (?:it|this|you))"
                    + "(?:[ ,.!]*(?:so much|very much|a lot|a ton|a bunch|again|sir|madam|man|mate|bro|bot|mentor|ml mentor|everyone|that'?s (?:all|it|everything)(?: for (?:today|now))?|for (?:the|your|all|that|this|everything|explaining|answering)\\b.{0,60}|that(?: really| was)? help(?:s|ed|ful).{0,30}|you(?:'re| are) (?:the best|awesome|great|a lifesaver)|helpful|really|very|have a (?:nice|good|great) (?:day|one|weekend)|bye))*");
    private static final Pattern BYE = whole(
            "(?:ok |okay |alright )?(?:bye+(?: bye)?|goodbye|good ?night|see (?:you|u|ya)(?: later| soon| tomorrow)?|cya|ttyl|later|have a (?:nice|good|great) (?:day|one|weekend|evening))(?: bot| all| everyone| mentor)?");
    private static final Pattern WHO = Pattern.compile("^" + OPENING + "(?:"
            + "(?:who|what)(?:'?s| is| are| r)? (?:exactly )?(?:are |r )?(?:you|u|this bot|the bot|this thing|ml ?mentor)(?: (?:anyway|exactly|even|actually|then|supposed to be))*(?: and (?:what|how).*)?"
            + "|what (?:can|do|does|could|will|should) " + BOT
            + "(?: even| actually| really)? (?:do|help|know|answer|cover|offer)\\b.*"
            + "|what (?:kind|sort|type)s? of (?:questions?|things?|stuff)\\b.*\\b(?:ask|you|answer).*"
            + "|what (?:can|should|may) i ask\\b.*"
            + "|how (?:do|does|can|should) " + BOT + " (?:work|know|answer|help|get (?:your|its))\\b.*"
            + "|how (?:do|can|should) i (?:use|talk to|ask|work with) (?:you|u|this bot|this thing|the bot|ml ?mentor)\\b.*"
            + "|how (?:smart|good|reliable|accurate|up to date|current) (?:are|r|is) " + BOT + "\\b.*"
            + "|(?:are|r) (?:you|u) (?:an? )?(?:real|human|person|ai|bot|robot|machine|chat ?gpt|gpt|llm|language model|chatbot|based|powered|using|built|trained|sentient|alive|free|open source)\\b.*"
            + "|is (?:this|it|the bot|ml ?mentor) (?:an? )?(?:real|human|person|ai|bot|robot|chat ?gpt|gpt|llm|free|open source)\\b.*"
            + "|(?:am i|is someone|is anyone) (?:talking|speaking|chatting) to (?:an? )?(?:real |actual )?(?:human|person|bot|ai|robot|machine).*"
            + "|who (?:made|built|created|wrote|runs|owns|maintains|is behind|trained|developed) (?:you|u|this(?: bot| thing)?|the bot|ml ?mentor|these answers|your answers)\\b.*"
            + "|(?:which|what) (?:ai |language )?(?:model|llm|data|sources?|knowledge) (?:are|r|do|does|is) (?:you|u|this|it|the bot)\\b.*"
            + "|where (?:do|does|did|are) (?:you|u|your|the|this|these|its?)\\b.*\\b(?:answers?|info(?:rmation)?|knowledge|data|content|this|that|sources?)\\b.*"
            + "|why (?:did|do|does|is|are|can|could|was|were|would) ?n?[o']?t? (?:you|u|the bot|this bot|it)\\b.*\\b(?:answer|reply|respond|know|understand)\\b.*"
            + "|(?:what|which) (?:topics?|subjects?|things|areas|questions)\\b.*\\b(?:you|u|bot)\\b.*"
            + "|can (?:i|we) trust (?:you|u|your|this bot|the bot|these answers)\\b.*"
            + "|(?:do|can) (?:you|u) (?:remember|speak|understand|make mistakes|hallucinate|answer|search|browse|use|talk)\\b.{0,60}"
            + "|(?:what(?:'?s| is) )?your (?:name|purpose|job here|limits?|limitations?|sources?|knowledge)\\b.*"
            + "|(?:help|/help|menu|commands?|options|instructions|start|/start)"
            + "|tell me (?:more )?about (?:yourself|you|this bot|the bot|ml ?mentor)\\b.*"
            + "|introduce yourself.*"
            + ")[\\s?!.]*$");
    private static final Pattern PERSON = Pattern.compile(
            "^" + OPENING
                    + "(?:(?:how )?(?:can|could|may|do|would) i (?:please )?(?:talk|speak|chat|get|reach|contact|ask)(?: to| with)? (?:an? |the |some )?(?:real |actual |live |human )?(?:human|person|mentor|people|someone real|somebody real|instructor|moderator)\\b.*"
                    + "|(?:i (?:want|need|would like) )?(?:to )?(?:talk|speak) (?:to|with) (?:an? )?(?:real |actual |human )?(?:human|person|mentor)\\b.*)$");
    private static final Pattern DATA = Pattern.compile("^" + OPENING
            + ".*\\b(?:(?:do|does|will|are|is|can) (?:you|u|this bot|the bot|it|ml ?mentor|anyone|mentors?)\\b.{0,30}\\b(?:store|save|log|record|keep|track|share|remember|read|see|sell)\\b.{0,40}\\b(?:my|our|what i|messages?|questions?|dms?|data|chats?|conversations?|everything|this)"
            + "|(?:delete|forget|export|remove) (?:all )?(?:my|me|everything)\\b.{0,30}(?:data|messages?|history|questions?|conversations?|me|about me)?"
            + "|(?:is|are) (?:this|my|our|these|what i)\\b.{0,40}\\b(?:private|anonymous|confidential|logged|recorded|stored)"
            + "|who can (?:see|read)\\b.{0,30}\\b(?:my|this|what i|questions?|messages?|dms?))\\b.*$");

    static Optional<SmallTalk> of(String text) {
        String words = text.toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("[^\\p{L}\\p{N}'?!.,/:\\- ]+", " ")
                .replaceAll("\\s+", " ")
                .strip();
        if (words.split(" ").length > MOST_WORDS) {
            return Optional.empty();
        }
        if (HELLO.matcher(words).matches() || HOW_ARE_YOU.matcher(words).matches()) {
            return Optional.of(GREETING);
        }
        if (THANK.matcher(words).matches()) {
            return Optional.of(THANKS);
        }
        if (BYE.matcher(words).matches()) {
            return Optional.of(GOODBYE);
        }
        if (PERSON.matcher(words).matches()) {
            return Optional.of(HUMAN);
        }
        if (DATA.matcher(words).matches()) {
            return Optional.of(PRIVACY);
        }
        return WHO.matcher(words).matches() ? Optional.of(ABOUT) : Optional.empty();
    }

    private static Pattern whole(String regex) {
        return Pattern.compile("^[\\s,.!?:-]*(?:" + regex + ")[\\s,.!?:-]*(?::-?[)d]+)?$");
    }
}
