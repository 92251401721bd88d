package io.github.mlmentor.answering;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what a bot must not decide: a person's own pay, legal, visa or medical case, and signs of a crisis. How to find out,
 * ordinary worry and the idioms of the trade ("kill a process") are not such. Thread-safe.
 *
 * <p>Rules in words rather than a model, so that the decision is the same every time and can be read. A crisis is rather seen
 * once too often than once too seldom; the other cases need a case of one's own <em>and</em> the wish for a verdict.
 */
final class SensitiveTopics {
    /** What kind of case somebody wants decided. */
    enum Case {
        PAY,
        LEGAL,
        VISA,
        MEDICAL
    }

    private static final Pattern CRISIS = find(
            "\\b(?:kill|hurt|harm|cut|hang|drown|shoot|starve)(?:ing|ting)? my ?self\\b",
            "\\bself[- ]?harm",
            "\\b(?:commit(?:ting)?|attempt(?:ed|ing)?|thinking (?:of|about)|thoughts? (?:of|about)|considering|about) suicide\\b",
            "\\b(?:i(?:'?m| am| feel| was| have been)|feeling|been) (?:so |very |really |kind of |a bit )?suicidal\\b|\\bsuicidal (?:thoughts?|ideation|feelings?|again|today|tonight)\\b",
            "\\b(?:end|ending|take|taking|finish|finishing)(?: with)? (?:my (?:own )?life|it all)\\b",
            "\\b(?:do ?n[o']?t|no longer|never) (?:want|wanna|wish)(?: to)? (?:live|be alive|exist|be here|wake up|be on this (?:earth|world))\\b",
            "\\bwish (?:that )?i (?:was|were) (?:dead|never born|not born|not here|gone)\\b|\\bwish i (?:was ?n[o']?t|had ?n[o']?t been|could die|could disappear|never)\\b.{0,20}\\b(?:alive|born|wake|woken|exist|die|here)",
            "\\bwish i (?:do|did|would|could)? ?n[o']?t (?:ever )?wake\\b|\\bnot (?:to )?wake up (?:tomorrow|again|anymore)\\b",
            "\\b(?:better(?: off)?|happier|easier) (?:without me|if i (?:was|were|am) (?:dead|gone|not here|not around))\\b",
            "\\b(?:no|any|any more|a) (?:reason|point|sense)(?: left)? (?:to|in|of|for me to)(?: keep)? (?:live|living|go(?:ing)? on|continu(?:e|ing) (?:to live|living|my life)|be(?:ing)? alive|stay(?:ing)? alive|exist(?:ing)?)\\b",
            "\\b(?:tired|sick|exhausted) (?:of|to|from) (?:live|living|life|being alive|existing)\\b",
            "\\bcan(?:no|')?t (?:go on|do this life|live like this|keep living|bear (?:to live|living))\\b",
            "\\bi(?:'?m| am) (?:not|un) ?safe\\b(?!.{0,25}\\b(?:job|role|choice|bet)\\b)|\\bnot safe (?:with myself|right now|tonight|at home)\\b",
            "\\b(?:i|gonna|going to|want to|wanna|should|might|rather) (?:just )?(?:die|be dead|disappear (?:forever|for good|completely))(?!\\s+to\\b|\\s+on (?:this|that|the) hill|\\s+of\\b)\\b",
            "\\boverdos(?:e|ed|ing)\\b(?!.{0,30}\\b(?:data ?set|model|predict|data)\\b)",
            "\\bjump(?:ing)? (?:off|from|out of) (?:a|the|my) (?:bridge|building|roof|balcony|window|cliff)\\b|\\b(?:stand|standing|stood|sit|sitting) (?:on|at) the (?:balcony|roof|bridge|edge|ledge|window|rails?|tracks)\\b",
            "\\b(?:wrote|writing|written|write|leave|left|leaving)(?: (?:the|a|my|some|everyone))?(?: goodbye| last| farewell| suicide) (?:letters?|notes?|messages?|texts?)\\b|\\bwrote the letters\\b",
            "\\b(?:gave|giving|given) away (?:all )?my (?:things|stuff|belongings)\\b",
            "\\bgoodbye\\b.{0,25}\\b(?:do ?n[o']?t look for|forever|this is (?:it|the end)|world)\\b|\\bdo ?n[o']?t (?:look|search) for me\\b",
            "\\b(?:nobody|no one|noone) (?:would|will) (?:miss|notice|care)\\b.{0,25}\\b(?:me|i)\\b",
            "\\b(?:pills?|tablets?|paracetamol|tylenol|insulin)\\b.{0,20}\\b(?:too (?:much|many)|lethal|deadly|to die)\\b|\\b(?:lethal|deadly) dose\\b",
            "\\b(?:train|truck|car|bus|cliff|edge)\\b.{0,40}\\b(?:step (?:back|away|aside|in front)|not move|let it)\\b",
            "\\b(?:everything|all|world) is (?:black|dark|over) (?:since|now|for me)\\b");
    private static final Pattern NOT_CRISIS = find(
            "\\bsuicide (?:burden|rate|rates|risk|prevention|statistics|data|prediction|notes? (?:data|classif))",
            "\\b(?:data ?set|corpus|classifier|classification|kaggle|paper)\\b.{0,60}\\b(?:suicid|self[- ]harm|overdose)",
            "\\b(?:suicid|self[- ]harm|overdose).{0,60}\\b(?:data ?set|corpus|classifier|classification|kaggle|paper|detection model|predict)");

    private static final String OWN = "\\b(?:i|i'?m|i'?ve|i'?d|i'?ll|im|ive|my|me|mine|myself|we|us|our)\\b";
    private static final Pattern FIRST_PERSON = find(OWN);
    private static final Pattern MONEY = find(
            "[$€£₹¥]\\s?\\d",
            "\\b\\d[\\d.,]*\\s?(?:k|lpa|lakhs?|usd|eur|gbp|inr|cad|aud|chf|euros?|dollars?|pounds?|rupees?|per (?:year|month|hour|day|annum)|a (?:year|month|day)|/ ?(?:yr|year|month|mo|h|hr|hour|day)|gross|net|base)\\b");
    private static final Pattern PAY_WORDS = find(
            "\\b(?:offer(?:ed|s|ing)?|salary|pay|paid|raise|severance|day rate|hourly rate|rate|bonus|equity|stocks?|rsus?|compensation|package|wage|sign|underpaid|counter ?-?offer|lowball(?:ed)?|negotiat\\w+)\\b");
    private static final Pattern PAY_VERDICT = find(
            "\\b(?:should|shall|do|can|would|could|must) i (?:accept|take|sign|ask|demand|counter|stay|go|push|reject|decline|leave|say|request|settle|quit|negotiate|get|lower|raise|increase|refuse|turn|agree|wait|expect)",
            "\\b(?:is|are|was|sounds?|seems?) (?:it|this|that|they|\\S+)?\\s?.{0,30}\\b(?:fair|low|good|ok|okay|enough|reasonable|too (?:low|little|much)|decent|right|normal|legit|lowball)\\b",
            "\\b(?:accept|take|sign|reject|stay|leave) (?:it|this|that|or)\\b",
            "\\bam i (?:right|wrong|underpaid|being (?:underpaid|lowballed|ripped|cheated)|crazy|greedy|asking)",
            "\\byes or no\\b",
            "\\bdecide for me\\b",
            "\\bworth (?:it|for me|leaving|moving|switching)\\b",
            "\\bdo i (?:take|stay|go|accept|sign)\\b",
            "\\b(?:how|what) (?:much|high|number|salary|raise|rate)\\b.{0,40}\\b(?:(?:should|can|do|must|am|could) (?:i|we)|i (?:should|can|must|could))\\b");
    private static final Pattern PAY_OUTRIGHT = find(
            "\\bhow much (?:money|more|raise|salary|severance|bonus|pay|equity|compensation|notice pay)?\\s?(?:should|am|can|do|must|could) i (?:ask|owed|demand|get|request|expect|charge|be paid|deserve|entitled|say)",
            "\\bwhat (?:salary|number|rate|raise|figure|amount)\\b.{0,25}\\b(?:(?:should|do|must|can) i|i (?:should|can|must)) (?:ask|say|give|put|tell|demand|name|quote)",
            "\\bshould i (?:quit|leave|resign|stay|accept)\\b.{0,40}\\b(?:offered me|raise|counter|salary|paid|% )",
            "\\b(?:day|hourly) rate\\b.{0,40}\\bshould i\\b",
            "\\bmy (?:last )?\\d* ?(?:salary|salaries|wages?)\\b.{0,30}\\bshould i\\b",
            "\\bam i (?:being )?(?:underpaid|lowballed)\\b",
            "\\b(?:severance|bonus|raise|back ?pay)\\b.{0,20}\\b(?:am i|i am|i'?m) owed\\b",
            "\\bhow much (?:severance|raise|bonus)\\b.{0,20}\\bi\\b");
    private static final Pattern PAY_GENERAL = find(
            "\\b(?:in general|how (?:do|can) (?:i|people|you|we) (?:find out|research|look up|negotiate|prepare)|where (?:do|can) (?:i|people|we) (?:look|find|see))\\b");

    private static final Pattern LEGAL_WORDS = find(
            "\\b(?:sue[ds]?|suing|lawsuit|lawyer|liable|liability|legal(?:ly)?|legaly|illegal|unlawful|against the law|breach(?:ed|ing)?|non-? ?compete|noncompete|nda|wrongful|retaliat\\w+|discriminat\\w+|harass\\w*|pip|clause|notice period|intellectual property|\\bip\\b|pay back|copyright|(?:to|in) court|tax(?:es)?|evasion|declare|go to jail|get in(?:to)? trouble|severance|garden leave|custody|tenant|evict\\w*)\\b",
            "\\bdo i (?:still )?(?:own|have a case)\\b",
            "\\bown(?:s|ed|er)? (?:the|my|this) (?:model|code|project|ip|weights|work)\\b",
            "\\b(?:contract|employer|company|boss|landlord|client|bootcamp|university|school)\\b.{0,60}\\b(?:allowed|force|make me|fire me|claim|own|refuse|withhold|keep)\\b");
    private static final Pattern LEGAL_VERDICT = find(
            "\\b(?:can|could|may|will|would|do|does|are|is|should|shall|am|must) (?:i|they|he|she|we|it|my|the|this|that)\\b",
            "\\bdo i have (?:a case|to|any)\\b",
            "\\bwhat (?:can|should|do|happens) (?:i|if)\\b",
            "\\bi (?:win|own|need a lawyer)\\b");
    private static final Pattern LEGAL_GENERAL = find(
            "\\b(?:data ?set|license of|open ?source licen[cs]e|gdpr|in general|as a team|interview question|explain)\\b");

    private static final Pattern VISA_WORDS = find(
            "\\b(?:visas?|h-? ?1-?b|h1|opt|stem opt|cpt|green ?card|work permit|skilled worker|immigration|residence permit|residency|citizenship|asylum|blue ?card|i-?140|eb-?[123]|o-?1|tn visa|f-?1|j-?1|uscis|home office|overstay\\w*|deport\\w*|sponsorship|settled status|pr application|express entry)\\b");
    private static final Pattern VISA_VERDICT = find(
            "\\b(?:will|would|can|could|do|does|am|is|are|should|shall|may|did) (?:i|my|they|it|the|we|me|this)\\b",
            "\\bwhat (?:do|can|should|shall|happens)\\b",
            "\\bhow (?:long|many)\\b",
            "\\b(?:approve|deni|reject|refus|lose|expire|qualif|eligib|finish)\\w*\\b");
    private static final Pattern VISA_GENERAL = find(
            "\\bhow many points\\b|\\b(?:how (?:do|can|to|would) (?:i |you |we |people )?(?:find|search|look|spot|learn|know) |which (?:companies|employers|countries)|who sponsors|where (?:do|can|to)|companies (?:that|who|which) sponsor|we (?:predict|classify|model)|data ?set|model that|predict(?:s|ing)? (?:which )?visa)");

    private static final Pattern MEDICAL_WORDS = find(
            "\\b\\d+ ?mg\\b|\\blithium\\b|\\bstopped (?:eating|sleeping)\\b|\\blost \\d+ ?(?:kilos?|kg|pounds|lbs)\\b|\\bbipolar\\b|\\b(?:pills?|meds?|medication|medicine|antidepress\\w*|ssris?|adderall|ritalin|modafinil|xanax|valium|beta ?blockers?|propranolol|melatonin|sleeping (?:pills?|tablets?)|dos(?:e|age|ing)|diagnos\\w+|adhd|autis\\w+|ocd|bipolar|ptsd|depression|depressed|anxiety|panic attacks?|chest pain|symptoms?|migraines?|stroke|seizure|carpal tunnel|rsi|tendonitis|wrist pain|insomnia|therap(?:y|ist)|doctor|psychiatr\\w+|mg|nicotine|nootropics?|heart (?:attack|rate|racing)|dizz\\w+|numb\\w*|blood pressure|pregnan\\w+)\\b");
    private static final Pattern MEDICAL_VERDICT = find(
            "\\b(?:should|shall|can|could|may|must|do) i (?:stop|take|start|quit|skip|increase|double|use|try|mix|combine|see|need|have|get|be|keep|worry)\\b",
            "\\b(?:which|what) (?:pill|med|medication|medicine|dose|drug|supplement)\\w*\\b",
            "\\bdo (?:i|you think i) have\\b",
            "\\bam i (?:depressed|bipolar|autistic|adhd|sick|ill)\\b",
            "\\bis (?:it|this|that) (?:just )?(?:an? )?(?:\\w+ )?(?:stress|heart|normal|safe|serious|dangerous|ok|adhd|anxiety|depression|burnout|migraine|panic|stroke|carpal|cancer)",
            "\\bis (?:it|this|that|\\d+ ?mg)\\b.{0,30}\\b(?:ok|okay|safe|normal|too much|dangerous)\\b",
            "\\bshould i (?:tell|hide|skip)\\b",
            "\\bhow (?:much|many|long)\\b.{0,40}\\b(?:safe|take|mg|allowed|heal)\\b",
            "\\bor (?:a )?(?:stroke|heart|depression|adhd|burnout)\\b");
    private static final Pattern MEDICAL_TECHNICAL = find(
            "\\b(?:data ?set|classif\\w+|predict(?:s|ing|ion|ive)?|survival analysis|segmentation|f1|auc|medical imag\\w+|radiolog\\w+|patients)\\b");

    private SensitiveTopics() {}

    static boolean isCrisis(String text) {
        String words = plain(text);
        return CRISIS.matcher(words).find() && !NOT_CRISIS.matcher(words).find();
    }

    static Optional<Case> personalCase(String text) {
        String words = plain(text);
        if (!FIRST_PERSON.matcher(words).find()) {
            return Optional.empty();
        }
        if (MEDICAL_WORDS.matcher(words).find()
                && MEDICAL_VERDICT.matcher(words).find()
                && !MEDICAL_TECHNICAL.matcher(words).find()) {
            return Optional.of(Case.MEDICAL);
        }
        if (VISA_WORDS.matcher(words).find()
                && VISA_VERDICT.matcher(words).find()
                && !VISA_GENERAL.matcher(words).find()) {
            return Optional.of(Case.VISA);
        }
        boolean sum = MONEY.matcher(words).find()
                && PAY_WORDS.matcher(words).find()
                && PAY_VERDICT.matcher(words).find();
        if ((sum || PAY_OUTRIGHT.matcher(words).find())
                && !PAY_GENERAL.matcher(words).find()) {
            return Optional.of(Case.PAY);
        }
        if (LEGAL_WORDS.matcher(words).find()
                && LEGAL_VERDICT.matcher(words).find()
                && !LEGAL_GENERAL.matcher(words).find()) {
            return Optional.of(Case.LEGAL);
        }
        return Optional.empty();
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("\\s+", " ");
    }

    private static Pattern find(String... alternatives) {
        return Pattern.compile(String.join("|", alternatives));
    }
}
