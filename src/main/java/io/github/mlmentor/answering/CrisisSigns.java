package io.github.mlmentor.answering;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Signs that somebody, the writer or a person near them, may be in danger. The idioms of the trade ("kill a process"), ordinary
 * worry and the research on suicide are not such. Thread-safe.
 *
 * <p>Rules in words rather than a model, so that the decision is the same every time and can be read. A crisis is rather seen
 * once too often than once too seldom.
 */
final class CrisisSigns {
    private static final String SELF = "(?:my ?self|(?:him|her|them) ?self|themselves)\\b";
    private static final String NEVER = "(?:do(?:es)? ?n[o']?t|did ?n[o']?t|no longer|never|not)";
    private static final String NEAR =
            "\\b(?:he|she|they|friend|brother|sister|son|daughter|mom|mum|mother|dad|father|wife"
                    + "|husband|partner|roommate|flatmate|classmate|colleague|student|someone|somebody)\\b";
    /** What follows the word when it is a subject of research. */
    private static final String NOT_RESEARCH =
            "\\b(?! (?:burden|rates?|risk|prevention|statistics|data|prediction|detection|research|hotline|posts|cases|notes? (?:data|classif)))";
    /** The sentence is over or goes on about life itself. */
    private static final String FULL_STOP = "(?= *$| *[.,;:!?)]| like this| any ?more| any longer| living)";

    private static final Pattern SIGNS = WordPatterns.any(
            // Harm to oneself.
            "\\b(?:kill|hurt|harm|hang|shoot|drown|starve|poison)(?:ing|ed|s)? " + SELF
                    + "(?! (?:in the foot|laughing|in (?:work|tutorials|courses|books|papers|code|theory)))",
            "\\bcut(?:ting)? my ?self\\b(?! (?:some|a|off|short|out|in|loose|from)\\b)",
            "\\bcut(?:ting)? my (?:arms?|wrists?|legs?|skin|thighs?|veins?)\\b|\\bcutting again\\b|\\b(?:cut|burn|hurt)(?:ting|ing)? (?:\\w+ )?on purpose\\b",
            "\\bunaliv(?:e|ing)\\b|\\b(?:gonna|wanna|want to|going to|might|i'?ll) (?:just )?kms\\b",
            "\\b(?:i|i'?m|i'?ve|my)\\b.{0,30}\\b(?:thinking (?:of|about)|thoughts? (?:of|about)|considering|contemplating|planning"
                    + "|commit|attempted|about) suicide" + NOT_RESEARCH,
            "\\bi(?:'?ve)? (?:\\w+ )?(?:have|had|got|get|getting|having) (?:\\w+ )?suicidal\\b",
            "(?<!career )\\bsuicide (?:is )?(?:the (?:answer|only|best)|an option|my only)\\b|\\bvoices (?:tell|are telling|in my head)\\b",
            "\\b(?:i'?m|am|is|was|been|being|are|feel|feels|feeling|becoming) (?:\\w+ ){0,2}suicidal\\b(?! (?:posts?|tweets?|texts?|users?|messages?|comments?))",
            NEAR + ".{0,40}\\b(?:wants? to die|end (?:his|her|their) life|" + NEVER
                    + " want to live)\\b(?! (?:in|with|at|near|on)\\b)",
            // The end of a life.
            "\\b(?:end|ending|ended|take|taking|took|finish|finishing)(?: with)? (?:my|his|her|their)(?: own)? (?:life|lives)\\b(?! (?:to|in|as|into)\\b)",
            "\\bend(?:ing)? it all\\b(?! (?:with|by|in)\\b)",
            "\\bend(?:ing)? (?:it|things|everything) (?:tonight|today|now|tomorrow|for good)\\b|\\bending (?:it|things|everything)(?= *$| *[.!?])",
            "\\bi(?:'m|m| am|'ll|'d| will| would| just| really| only| honestly| sometimes)* (?:gonna|going to|want to|wanna|should|might"
                    + "|deserve to|rather|ready to|need to|better)(?: just)? (?:be dead\\b|die\\b"
                    + "(?! (?:to|of|a little|laughing|inside|trying|on (?:this|that|the) hill|from (?:boredom|shame|cringe|laughter)"
                    + "|than (?!live|go on|be here|wake))\\b))",
            "\\b(?:hope i|let me|wish i (?:would|could)|if i(?: just)?) (?:die|died)\\b|\\bif i live or die\\b",
            "\\b(?:easiest|painless|best|fastest|quickest|quick|good) (?:way|method)s? (?:for me )?to (?:die|end it)\\b|\\bpainless way to go\\b",
            "\\bi (?:just )?disappear (?:forever|for good|completely)\\b|\\b(?:want to|wanna) (?:just )?disappear(?: forever| for good| completely| from this world)?"
                    + "(?= *$| *[.,!?])",
            // No wish to live.
            "\\b" + NEVER
                    + " (?:want|wanna|wish|deserve|feel like)(?: to)? (?:live|living|be alive|being alive|exist|existing|wake up)\\b"
                    + "(?! (?:in|with|at|near|on|off|without|from|early|for|before)\\b)",
            "\\b" + NEVER + " (?:want|wanna)(?: to)? be (?:here|on this (?:earth|world|planet))\\b"
                    + "(?!.{0,40}\\b(?:job|team|company|role|office|country|city|town|course|bootcamp|project)\\b)",
            "\\bwish (?:that )?i (?:was|were) (?:dead|never born|not born|not here|gone)\\b"
                    + "|\\bwish i (?:was ?n[o']?t|had ?n[o']?t been|never)\\b.{0,20}\\b(?:alive|born|wake|woken|here)\\b"
                    + "|\\bwish i (?:could |would )?(?:just )?(?:not exist|disappear|vanish|be dead)\\b",
            "\\bwish i(?: had|'d)? never (?:been born|existed|lived)\\b|\\bthink(?:ing)? (?:about|of) (?:death|dying)\\b",
            "\\bwish i (?:do|did|would|could)? ?n[o']?t (?:ever )?wake\\b|\\bnot (?:to )?wake up (?:tomorrow|again|any ?more)\\b",
            "\\b(?:asleep|sleep|wish|hope|want|wanna|rather|could)\\b.{0,30}\\b(?:never|not) wake up\\b(?! (?:at|early|on|for|before)\\b)",
            "\\b(?:want to|wanna) stop (?:living|existing|being alive)\\b|\\bcan(?:no|')?t live (?:any ?more|any longer|with myself)\\b",
            "\\b(?:no|any|any more|a|the) (?:reason|point|sense|purpose)(?: left)? (?:to|in|of|for me to)(?: keep)? (?:live|living|go(?:ing)? on|be(?:ing)? alive"
                    + "|stay(?:ing)? alive|exist(?:ing)?|continu(?:e|ing) (?:to live|living|my life))\\b(?! (?:in|with|at|near|on|to)\\b)",
            "(?<!is there )\\b(?:no|any) (?:reason|point) (?:to|in) keep(?:ing)? going(?= *$| *[.,!?])",
            "\\b(?:won'?t|will not|do ?n[o']?t think i(?:'ll| will)) be (?:alive|around much longer|here tomorrow)\\b",
            "\\b(?:give|giving|gave) up on life\\b|\\bnothing matters any ?more\\b|\\b(?:want to|wanna) (?:just )?be gone\\b",
            "\\b(?:nothing|no ?body|no one) (?:is )?(?:left )?to live for\\b|\\blost (?:the|my|all) will to live\\b",
            "\\blife (?:is ?n[o']?t|is no longer|not) worth (?:it|living)\\b|\\blife (?:has no|is)(?: \\w+)? (?:meaning|pointless|meaningless)\\b|\\b(?:done|finished) with (?:my )?life\\b",
            "\\b(?:tired|sick|exhausted) (?:of|to|from) (?:live|living|life|being alive|existing)\\b(?! (?:in|with|at|on|off|from|far|without)\\b)",
            "\\bcan(?:no|')?t (?:go on" + FULL_STOP
                    + "|do this life|live like this|keep living|bear (?:to live|living|life))\\b",
            "\\bno (?:other )?way out(?: for me| any ?more)?(?= *$| *[.,!?])",
            "\\b(?:better|happier|easier)(?: off)? without me\\b(?! \\w+ing)|\\bworld\\b.{0,30}\\bwithout me\\b",
            "\\bi(?:'?m| am| feel like)(?: just| only)? a burden (?:to|for|on) (?:everyone|everybody|my (?:family|parents|wife|husband|friends|kids|children))\\b",
            "\\b(?:better|happier|easier)\\b.{0,15}\\bif i (?:(?:was|were|am) (?:dead|gone|not (?:here|around|alive)|no longer (?:here|around))"
                    + "|was ?n[o']?t (?:here|around|alive)|did ?n[o']?t exist)\\b",
            "\\b(?:nobody|no one|noone|anyone|anybody)\\b.{0,25}\\b(?:if|when|that) i (?:(?:was|were|am) (?:gone|dead|not here)|died?|disappear(?:ed)?|vanish(?:ed)?)\\b"
                    + "|\\b(?:nobody|no one|noone) (?:would|will) miss me\\b",
            "\\b(?:everything|all|world) is (?:black|dark|over) (?:since|now|for me)\\b",
            // A way, a place, a farewell.
            "\\b(?:pills?|tablets?|paracetamol|tylenol|ibuprofen|insulin|xanax)\\b.{0,20}\\b(?:too (?:much|many)|lethal|deadly|fatal|to die|kill)\\b"
                    + "|\\b(?:lethal|deadly|fatal) dose\\b",
            "\\b(?:took|taken|swallowed) (?:\\d+|all|too many|a lot of) (?:\\w+ )?(?:pills|tablets)\\b",
            "\\btake all (?:of )?my (?:pills|meds|tablets|medication)\\b|\\bif i (?:take|took|swallow) \\d+ (?:pills|tablets|paracetamol|tylenol|ibuprofen|aspirin)\\b",
            "\\btook\\b.{0,20}\\b(?:bottle|pack|box|bunch|handful|all)(?: of)? (?:my |the |sleeping )?(?:pills|tablets|meds|medication)\\b",
            "\\b(?:have|got|bought|saved)(?: up)? (?:the |enough |a )?(?:pills|rope|gun)\\b(?!.{0,25}\\b(?:data|image|class|detect))",
            "\\bjump(?:ing)? (?:off|from|out of|in front of) (?:a|the|my) (?:bridge|building|roof|balcony|window|cliff|train|truck|bus|car)\\b",
            "\\bi(?:'m| am) on (?:the|a) (?:roof|bridge|ledge)\\b",
            "\\b(?:stand|standing|stood|sit|sitting) (?:on|at) (?:the|a|my) (?:balcony|roof|bridge|ledge|rails?|tracks|edge)\\b(?! of (?:giving|knowing|tech|research))",
            "\\b(?:imagin\\w+|thinking (?:of|about)|thought (?:of|about)|want to|wanna|could just) driv(?:e|ing) (?:into|off) (?:a|the)\\b",
            "\\b(?:the|a) (?:train|truck|bus) (?:comes?|came|is coming|passes)\\b.{0,40}\\b(?:step|not move|jump|let)\\b",
            "\\b(?:wrote|writing|written|write|leave|left|leaving)\\b.{0,15}\\b(?:goodbye|suicide) (?:letter|note)s?\\b"
                    + "|\\bwrote (?:my (?:last|final) letter|the letters)(?= *$| *[.,!?])",
            "\\btell my (?:mom|mum|mother|dad|father|family|parents|wife|husband|kids|girlfriend|boyfriend)\\b.{0,15}\\blove\\b",
            "\\b(?:gave|giving|given) away (?:all )?my (?:things|stuff|belongings)\\b",
            "\\bgoodbye\\b.{0,25}\\b(?:do ?n[o']?t (?:look|search)|forever|this is (?:it|the end|my last message))\\b"
                    + "|\\bgoodbye,? (?:cruel )?world\\b(?! (?:program|app|script))|\\bdo ?n[o']?t (?:look|search) for me\\b",
            // Danger from others, and at home.
            "\\bi(?:'?m| am) (?:not|un) ?safe\\b(?!.{0,25}\\b(?:job|role|choice|bet)\\b)|\\bnot safe (?:with myself|right now|tonight|at home)\\b",
            "\\bthreaten(?:s|ed|ing)? to (?:kill|hurt|beat|shoot|stab) (?:me|us|my)\\b|\\b(?:scared|afraid) to go home\\b"
                    + "|\\block(?:s|ed) me (?:in|up)\\b|\\b(?:scared|afraid) of my (?:husband|wife|boyfriend|girlfriend|partner|father|dad|ex)\\b",
            "\\b(?:boyfriend|girlfriend|husband|wife|partner|father|dad|mother|mom|mum|brother|ex|stepfather|uncle) (?:\\w+ )?(?:hits?|beats?|punch(?:es|ed)|chok(?:es|ed)"
                    + "|rap(?:es|ed)|abus(?:es|ed)) me\\b(?! (?:in|at|to|on|by|up on)\\b)");

    /** Words that are signs unless they stand in a technical question. */
    private static final Pattern TOPIC = WordPatterns.any(
            "\\bself[- ]?harm",
            "\\b(?:commit\\w*|attempt\\w*|thinking (?:of|about)|thoughts? (?:of|about)|considering|about) suicide"
                    + NOT_RESEARCH,
            "\\bsuicidal (?:thoughts?|ideation|feelings?|again|today|tonight)\\b",
            "\\boverdos(?:e|ed|ing)\\b(?! (?:of|on) (?:tutorials?|courses?|coffee|caffeine|information|content|theory|videos))");

    private static final Pattern TECHNICAL = WordPatterns.any(
            "\\b(?:data ?sets?|corpus|classif\\w+|kaggle|papers?|detect\\w*|predict\\w*|models?|nlp|metrics?|labels?)\\b");

    private CrisisSigns() {}

    static boolean in(String text) {
        String words = text.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("\\s+", " ");
        return SIGNS.matcher(words).find()
                || (TOPIC.matcher(words).find() && !TECHNICAL.matcher(words).find());
    }
}
