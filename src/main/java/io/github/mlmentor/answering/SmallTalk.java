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

    /** The patterns recurse with the length of what they match. */
    private static final int MOST_CHARACTERS = 240;

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
    /** "You" is said of people in general too ("how do you get your first job"), so little may follow it. */
    private static final String END = "(?: (?:exactly|then|here|for me|for us|actually|anyway|please|pls|btw))*";

    private static final String ANSWERS = "(?:answers?|info(?:rmation)?|knowledge|content|sources?|facts)";
    private static final Pattern WHO = Pattern.compile("^" + OPENING + "(?:"
            + "(?:who|what)(?:'?s| is| are| r)? (?:exactly )?(?:are |r )?(?:you|u|this bot|the bot|this thing|ml ?mentor)(?: (?:anyway|exactly|even|actually|then|supposed to be))*(?: and (?:what|how).*)?"
            + "|what (?:can|do|does|could|will|should) " + BOT + "(?: even| actually| really)? (?:do|know|cover|offer)"
            + END
            + "|what (?:can|do|could|will) " + BOT
            + "(?: even| actually| really)? (?:help|answer)(?: me| us)?(?: with| on| about)?" + END
            + "|(?:what|which) (?:(?:kind|sort|type)s? of )?(?:questions?|things?|stuff|topics?|subjects?|areas)(?: \\w+)? (?:can|may|should|could|do) (?:i|we) ask(?: (?:you|u|here|this bot|the bot|about))*"
            + "|(?:what|which) (?:(?:kind|sort|type)s? of )?(?:questions?|things?|stuff|topics?|subjects?|areas) (?:can|do|could|will|are) "
            + BOT
            + " (?:able to )?(?:answer|know|cover|help|handle|good (?:at|for))\\b.{0,30}"
            + "|what (?:can|should|may) i ask(?: (?:you|u|here|this bot|the bot|about))*"
            + "|how (?:do|does) " + BOT + " (?:actually |even |really )?work" + END + "(?: ?[,.?!].*)?"
            + "|how (?:do|does|can) " + BOT
            + " (?:know|answer|help)(?: (?:me|us|people|learners|(?:all )?(?:this|that|these|it)|so much|things|(?:the |my |these )?(?:answers?|questions?)))*"
            + END
            + "|how (?:do|does|did) " + BOT + " get (?:your|its) " + ANSWERS + ".*"
            + "|how (?:do|can|should) i (?:use|talk to|ask|work with) (?:you|u|this bot|this thing|the bot|ml ?mentor)\\b.*"
            + "|how (?:smart|good|reliable|accurate|up to date|current) (?:are|r|is) " + BOT
            + "(?: really| actually)?(?: at (?:answering|this).*)?"
            + "|(?:are|r) (?:you|u) (?:an? )?(?:real|human|person|ai|bot|robot|machine|chat ?gpt|gpt|llm|language model|chatbot|based|powered|using|built|trained|sentient|alive|free|open source)\\b.*"
            + "|is (?:this|the bot|ml ?mentor) (?:an? )?(?:real|human|person|ai(?! (?:bubble|boom|hype|winter|engineer|job|role|company|course|degree|project|team)\\b)|bot|robot|chat ?gpt|gpt|llm|free|open source)\\b.*"
            + "|is it (?:an? )?(?:real|human|person|ai|bot|robot|chat ?gpt|gpt|llm|free|open source)(?: (?:to use|bot|person|or .{0,30}))?"
            + "|(?:am i|is someone|is anyone) (?:talking|speaking|chatting) to (?:an? )?(?:real |actual )?(?:human|person|bot|ai|robot|machine).*"
            + "|who (?:made|built|created|wrote|runs|owns|maintains|is behind|trained|developed) (?:you|u|this(?: bot| thing)?|the bot|ml ?mentor|these answers|your answers)\\b.*"
            + "|(?:which|what) (?:ai |language )?(?:model|llm|ai) (?:are|r|is) (?:you|u|this|the bot|behind (?:you|this))"
            + END
            + "|(?:which|what) (?:ai |language )?(?:model|llm|ai|sources?) (?:do|does) (?:you|u|this bot|the bot) (?:use|run on|have|rely on)"
            + END
            + "|where (?:do|did) (?:you|u) (?:get|take|have|know|find|learn) (?:your " + ANSWERS
            + "|(?:all )?(?:this|that|these|it)(?: " + ANSWERS + ")?)(?: from)?" + END
            + "|where (?:do|does|did|is|are) (?:your|these|this|the) " + ANSWERS + " (?:come|came|taken|from)\\b.*"
            + "|why (?:(?:did|do|does|ca|could|would|wo|are|is)(?:n'?t| not)|can'?t|won'?t) (?:you|u|the bot|this bot|it)\\b(?! guess).*\\b(?:answer|reply|respond|know|understand)\\b.*"
            + "|why (?:did|do|does|can|could|would|are|is) (?:you|u|the bot|this bot|it) (?:not|never)\\b.*\\b(?:answer|reply|respond|know|understand)\\b.*"
            + "|can (?:i|we) trust (?:you|u|your|this bot|the bot|these answers)\\b.*"
            + "|(?:do|can) (?:you|u) (?:make mistakes|hallucinate|(?:search|browse)(?: (?:the )?(?:web|internet|online|google))?|(?:speak|understand) \\w+(?: \\w+)?"
            + "|remember(?: (?:me|my|what|our|this|that|things|everything)\\b.{0,40})?|answer(?: (?:in|questions?|me|my|this|that|anything|everything)\\b.{0,40})?"
            + "|use (?:chat ?gpt|gpt|openai|an? llm|ai|my)\\b.{0,40})"
            + "|(?:what(?:'?s| is) )?your (?:name|purpose|job here|limits?|limitations?|sources?|knowledge)\\b.*"
            + "|(?:help|/help|menu|commands?|options|instructions|start|/start)"
            + "|tell me (?:more )?about (?:yourself|you|this bot|the bot|ml ?mentor)\\b(?!.*\\b(?:answers?|interviews?|jobs?)\\b).*"
            + "|introduce yourself.*"
            + ")[\\s?!.]*$");
    private static final Pattern PERSON = Pattern.compile("^" + OPENING
            + "(?:(?:(?:how |where )?(?:can|could|may|do|would) i|i (?:want|need|would like|'d like)(?: to)?|i'd like to|is there)?(?: please)? ?(?:to )?(?:talk|speak|chat|get|reach|contact|ask|connect)(?: me)?(?: to| with)?"
            + " (?:(?:an? |the |some |any )?(?:real|actual|live|human) (?:human|person|people|mentor|being|instructor)|an? (?:human|person)|someone real|somebody real|a moderator)\\b(?! instead of).{0,60}"
            + "|(?:(?:how )?(?:can|could|may|do|would) i |i (?:want|need|would like) to )?(?:please )?(?:talk|speak|chat)(?: to| with) (?:an? |the |some )?(?:mentor|instructor|moderator)s?"
            + END + ")[\\s?!.]*$");
    private static final String MINE =
            "(?:(?:my|our) (?:\\w+ )?(?:messages?|questions?|dms?|data|chats?|conversations?|names?|history)|(?:what|everything|anything) (?:i|we) (?:say|write|ask|type|send|tell)|dms)";
    private static final Pattern DATA = Pattern.compile("^" + OPENING
            + ".*\\b(?:(?:do|does|will|are|is|can) (?:you|u|this bot|the bot|it|ml ?mentor|anyone|somebody|someone|mentors?|admins?|other people)\\b.{0,30}\\b(?:store|stored?|sav(?:e|ing)|log(?:ging)?|record(?:ing)?"
            + "|keep(?:ing)?|track(?:ing)?|shar(?:e|ing)|remember|read(?:ing)?|see|sell(?:ing)?)\\b.{0,20}\\b(?:" + MINE
            + "|(?:the |these |all )?(?:messages|conversations|chats)(?: here)?[\\s?!.]*$)"
            + "|(?:delete|forget|export|remove) (?:all |everything about )?(?:me\\b|(?:my|our) (?:\\w+ )?(?:data|messages?|history|questions?|conversations?|account))"
            + "|(?:is|are) (?:this|(?:this|our) (?:chat|conversation|channel)|what i (?:say|write|ask|type)|my (?:questions?|messages?|data|dms?|name))(?: \\w+){0,3} (?:private|anonymous|confidential|logged|recorded|stored)"
            + "|who can (?:see|read) (?:" + MINE + "|this|these|(?:the )?(?:messages?|dms?|questions?)))\\b.*$");

    static Optional<SmallTalk> of(String text) {
        String words = text.toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("[^\\p{L}\\p{N}'?!.,/:\\- ]+", " ")
                .replaceAll("\\s+", " ")
                .strip();
        if (words.length() > MOST_CHARACTERS || words.split(" ").length > MOST_WORDS) {
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
