package io.github.mlmentor.answering;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what a bot must not decide: a person's own pay, legal, visa or medical case. How to find out, ordinary worry and words
 * that the trade uses in its own way ("symptoms of overfitting") are not such. Thread-safe.
 *
 * <p>Rules in words rather than a model, so that the decision is the same every time and can be read. They need a case of one's
 * own <em>and</em> the wish for a verdict.
 */
final class SensitiveTopics {
    /** What kind of case somebody wants decided. */
    enum Case {
        PAY,
        LEGAL,
        VISA,
        MEDICAL
    }

    private static final Pattern FIRST_PERSON = WordPatterns.any(
            "\\b(?:i|i'?m|i'?ve|i'?d|i'?ll|im|ive|my|me|mine|myself|we|us|our)\\b",
            "\\bwould you (?:accept|take|sign)\\b");

    private static final String VERDICT_ADJECTIVE =
            "(?:fair|low|good|ok|okay|enough|reasonable|too (?:low|little|much)|decent|right|normal|legit|lowball)\\b";
    private static final Pattern MONEY = WordPatterns.any(
            "[$€£₹¥]\\s?\\d",
            "\\b\\d[\\d.,]*\\s?(?:k(?! (?:rows|images?|samples|examples|records|users|requests|tokens|lines|parameters|steps|epochs|points"
                    + "|features|documents|labels|classes|files|messages|words|sentences|followers|stars))|lpa|lakhs?|usd|eur|gbp|inr|cad|aud|chf"
                    + "|euros?|dollars?|pounds?|rupees?|per (?:year|month|hour|day|annum)|an? (?:year|month|day|hour)|/ ?(?:yr|year|month|mo|h|hr|hour|day)"
                    + "|gross|net|base)\\b",
            "\\b\\d[\\d.,]* ?% (?:\\w+ )?(?:raise|hike|pay cut|salary cut|increment|bonus|equity)\\b",
            "\\b(?:counter|countered) (?:with |at )?\\d|\\b(?:they|he|she|hr) (?:said|offer(?:ed)?|came back with|gave|give|proposed) (?:me )?[$€£₹]?\\d");
    private static final Pattern PAY_WORDS = WordPatterns.any(
            "\\b(?:offer(?:ed|s|ing)?|salary|unpaid|raise|hike|increment|severance|bonus|equity|stocks?|rsus?|compensation|ctc|lpa|stipend"
                    + "|wage|sign|underpaid|counter(?:ed)?|counter ?-?offer|lowball(?:ed)?|negotiat\\w+|deserve|earn(?:s|ing)?|internship|bond|lakhs?)\\b",
            "\\b(?:day|hourly|daily|freelance|my) rate\\b|\\bask(?:ed|ing)? (?:them )?for (?:more|\\d|[$€£₹])|\\b(?:accept|settle for|work for) [$€£₹]? ?\\d|\\bi (?:make|get) (?:[$€£₹] ?)?\\d",
            "\\bfor (?:me|a) (?:\\w+ )?(?:as an? )?(?:junior|mid|senior|fresher|intern|working student|mle|ml engineer|data scientist)\\b",
            "\\bpa(?:y|ys|ying|id) me\\b|\\b(?:my|the) pay\\b|\\bpay (?:cut|package)\\b|\\b(?:get|got|be|being|am|i'?m|is|was) paid\\b"
                    + "|\\b(?:they|it|company|job|role|position|startup)(?: \\w+)? pays?\\b");
    private static final Pattern PAY_VERDICT = WordPatterns.any(
            "\\b(?:should|shall|do|can|would|could|must) i (?:accept|take|sign|ask|demand|counter|stay|go|push|reject|decline|leave|say|request|settle"
                    + "|quit|negotiate|get|lower|raise|increase|refuse|turn|agree|wait|expect|join|deserve)\\b",
            "\\bshould i do (?:it|this|that)\\b",
            "\\b(?:is|are|was|sounds?|seems?|would) (?:it|this|that|they|\\S+)?\\s?.{0,30}\\b" + VERDICT_ADJECTIVE,
            "\\b(?:accept|take|sign|reject|stay|leave) (?:it|this|that|or)\\b",
            "\\bam i (?:right|wrong|underpaid|being (?:underpaid|lowballed|ripped|cheated|screwed)|crazy|greedy|asking)",
            "\\byes or no\\b|\\bdecide for me\\b",
            "\\bworth (?:it|for me|leaving|moving|switching)\\b",
            "\\bwould you (?:accept|take|sign)\\b|\\bcan i live (?:on|with|off)\\b",
            "\\b(?:too (?:low|little|high|much)|fair|enough|accept|take it) ?\\?",
            "\\bis (?:it|that|this) (?:a mistake|stupid|wise|smart|crazy|greedy|an insult|insulting)\\b",
            "\\b(?:what|which)(?: one| offer| job)? (?:is|would be|sounds) (?:better|best|right|the better)\\b",
            "\\bwhich (?:one |offer |job |company )?(?:do|should|would|shall) i (?:take|choose|pick|accept|join)\\b",
            "\\bwhat (?:do|should|can|would) i (?:do|say|answer|put|ask)\\b",
            "\\b(?:how|what) (?:much|high|number|salary|raise|rate)\\b.{0,40}\\b(?:(?:should|can|do|must|am|could) (?:i|we)|i (?:should|can|must|could))\\b");
    private static final Pattern PAY_OUTRIGHT = WordPatterns.any(
            "\\bhow much (?:money|more|raise|salary|severance|bonus|pay|equity|compensation|notice pay)?\\s?(?:should|am|can|do|must|could) i (?:ask|owed|demand|get|request|expect|charge|be paid|deserve|entitled|say)",
            "\\bwhat (?:salary|number|rate|raise|figure|amount)\\b.{0,25}\\b(?:(?:should|do|must|can) i|i (?:should|can|must)) (?:ask|say|give|put|tell|demand|name|quote)",
            "\\bshould i (?:quit|leave|resign|stay|accept)\\b.{0,40}\\b(?:offered me|raise|counter|salary|paid|% )",
            "\\bshould i (?:accept|take|sign|reject|decline|counter|turn down) (?:the|this|that|their|my|an?) (?:\\w+ ){0,2}(?:offer|counter ?-?offer|raise|pay cut)\\b",
            "\\bwhich (?:job )?offer (?:should|do|would|shall|is)\\b",
            "\\bis (?:my|this|their) (?:job )?(?:offer|salary|pay|raise|ctc|stipend|compensation) (?:\\w+ ){0,2}?"
                    + VERDICT_ADJECTIVE,
            "\\b(?:they|he|she|company|startup|boss) (?:wants?|asks?|asked|expects?) me\\b.{0,20}\\b(?:unpaid|for free|without pay)\\b",
            "\\b(?:promised|owed?s?) (?:me )?(?:a |my )?(?:bonus|raise|salary|money)\\b.{0,60}\\b(?:can i|should i|how much)\\b",
            "\\b(?:day|hourly) rate\\b.{0,40}\\bshould i\\b",
            "\\bmy (?:last )?\\d+ (?:salary|salaries|wages?|pay ?checks?)\\b.{0,30}\\bshould i\\b",
            "\\bam i (?:being )?(?:underpaid|lowballed)\\b",
            "\\b(?:severance|bonus|raise|back ?pay)\\b.{0,20}\\b(?:am i|i am|i'?m) owed\\b",
            "\\bhow much (?:severance|raise|bonus)\\b.{0,20}\\bi\\b");
    private static final Pattern PAY_GENERAL = WordPatterns.any(
            "\\b(?:in general|how (?:do|can) (?:i|people|you|we) (?:find out|research|look up|negotiate|prepare)|where (?:do|can) (?:i|people|we) (?:look|find|see))\\b",
            "\\b(?:accuracy|latency|learning rate|auc|f1|epochs?|pytorch|tensorflow)\\b");

    /** Words of the law that a learner says only about a case. */
    private static final Pattern LEGAL_CASE = WordPatterns.any(
            "\\b(?:sue[ds]?|suing|lawsuit|liable|unlawful|against the law|wrongful(?:ly)?|retaliat\\w+|evasion|custody|evict\\w*|enforceable|harass\\w*)\\b",
            "\\b(?:held|hold me) (?:responsible|accountable)\\b|\\b(?:stop|prevent|forbid|ban) me from (?:working|joining|leaving|using|competing)\\b",
            "\\b(?:by|break|breaking|labou?r|employment) law\\b|\\bbelongs? to (?:them|me|my (?:employer|company|boss)|the company)\\b|\\bcontract (?:still )?(?:valid|void|binding)\\b",
            "\\bcan i (?:get|be) fired\\b|\\b(?:fired|dismissed|terminated|let go)\\b.{0,40}\\b(?:without (?:a |any )?(?:reason|notice|cause|warning|pay)|sick leave|maternity|parental leave|pregnan\\w+|unfair\\w*)\\b",
            "\\b(?:to|in) (?:court|jail|prison)\\b|\\bget in(?:to)? trouble\\b|\\bcease and desist\\b|\\bletter from (?:a|the|their) lawyer\\b",
            "\\b(?:legal action|take action|to the police|my rights|have a case|garden leave|severance|relieving letter|non-? ?competes?)\\b",
            "\\b(?:withheld|withholds?|withholding) my\\b|\\baccus(?:ed|es|ing) (?:me|of)\\b",
            "\\b(?:take back|rescind\\w*|withdr[ae]w\\w*|revoke\\w*) (?:the|my|an|their) (?:job )?offer\\b|\\bpress charges\\b|\\bis (?:it|this|that) a crime\\b|\\b(?:in my contract|my contract (?:says|has))\\b",
            "\\b(?:break|quit|leave|get out of|back out of) (?:my|the|a) (?:\\w+ ){0,2}(?:bond|contract|agreement|lease)\\b|\\bsigned\\b.{0,40}\\b(?:back out|get out)\\b",
            "\\b(?:can|could|may) (?:they|he|she|my (?:boss|employer|company|university|landlord)) (?:legally|fire|make me|force me|monitor|read my|take my)\\b");

    private static final Pattern LEGAL_WORDS = WordPatterns.any(
            "\\b(?:lawyer|liability|legal(?:ly)?|legaly|illegal|breach(?:ed|ing)?|nda|discriminat\\w+|clause|notice period|intellectual property|\\bip\\b"
                    + "|pay back|overtime|copyright|tax(?:es)?|tenant)\\b",
            "\\b(?:an?|the|my) pip\\b|\\bdo i (?:still )?own\\b|\\bwho owns (?:the|my|this)\\b",
            "\\bown(?:s|ed|er)? (?:the|my|this) (?:model|code|project|ip|weights|work)\\b",
            "\\b(?:contract|employer|company|boss|landlord|client|bootcamp|university|school)\\b.{0,60}\\b(?:allowed to|force me|make me|fire me"
                    + "|claim(?:s|ed)? (?:my|ownership|rights|the (?:code|ip|rights|weights)|the model(?: from| that i| i))|refuse[sd]? to (?:pay|give me|let me)|keeps? my)\\b");
    private static final Pattern LEGAL_VERDICT = WordPatterns.any(
            "\\b(?:can|could|may|will|would|do|does|are|is|should|shall|am|must) (?:i|they|he|she|we|it|my|the|this|that)\\b",
            "\\bdo i have (?:a case|to|any)\\b",
            "\\bwhat (?:can|should|do|happens|are) (?:i|if|my)\\b",
            "\\bwho owns\\b|\\bcease and desist\\b",
            "\\bi (?:win|own|need a lawyer)\\b");
    private static final Pattern LEGAL_GENERAL = WordPatterns.any(
            "\\b(?:data ?set|license of|open ?source licen[cs]e|gdpr|in general|as a team|interview question|explain|portfolio|pipelines?)\\b",
            "\\b(?:i(?:'?m| am| was)|as|work(?:ed)? as) an? (?:\\w+ )?(?:lawyer|attorney|paralegal|judge|tax \\w+)\\b",
            "\\b(?:from|in) (?:law|legal)\\b|\\blegal (?:work|department|team|tech|field|background|documents?|nlp|texts?)\\b",
            "\\bmodels? (?:that |which )?discriminat\\w+|\\bfair(?:ness)?\\b");

    private static final Pattern VISA_WORDS = WordPatterns.any(
            "\\b(?:visas?(?! (?:credit|debit|card|transactions?|inc|fraud))|h-? ?1-?b|h1(?! (?:and h2|tags?|headings?|title))|stem opt|cpt|green ?card|(?:work|study|my) permit|sponsor(?:s|ed)? (?:me|my)|skilled worker|immigration"
                    + "|residence permit|residency|permanent residen\\w+|citizenship|asylum|blue ?card|i-?140|eb-?[123]|o-?1|tn visa|f-?1(?! (?:score|of|is|on|for|0|\\d))|j-?1|uscis"
                    + "|home office|overstay\\w*|deport\\w*|sponsorship|settled status|(?:lose|lost|losing) my status|express entry|opportunity card|chancenkarte)\\b",
            "\\b(?:my|on|for|after|during) opt\\b(?! (?:for|out|in)\\b)|\\bopt (?:finish\\w*|expir\\w*|ends?|runs? out|period|extension|card|status)\\b",
            "\\b(?:apply(?:ing)? for|get) pr\\b|\\bpr (?:application|card|status|points)\\b",
            "\\bstay in (?:the )?(?:uk|us|usa|country|eu|germany|canada|france|ireland|netherlands|australia|sweden|switzerland)\\b.{0,40}\\b(?:fired|laid off|los(?:e|ing|t) my job|graduat\\w+)\\b",
            "\\b(?:fired|laid off|los(?:e|ing|t) my job|graduat\\w+)\\b.{0,40}\\bstay in (?:the )?(?:uk|us|usa|country|eu|germany|canada|france|ireland|netherlands|australia|sweden|switzerland)\\b");
    private static final Pattern VISA_VERDICT = WordPatterns.any(
            "\\b(?:will|would|can|could|do|does|am|is|are|should|shall|may|did) (?:i|my|they|it|the|we|me|this|an?)\\b",
            "\\bwhat (?:do|can|should|shall|happens|now)\\b",
            "\\bhow (?:long|many)\\b|\\b(?:will|does|would)\\b.{0,40}\\b(?:hurt|affect|count)\\b",
            "\\b(?:approve|deni|reject|refus|lose|expire|qualif|eligib|finish)\\w*\\b");
    private static final Pattern VISA_GENERAL = WordPatterns.any(
            "\\bhow many points\\b|\\b(?:how (?:do|can|to|would) (?:i |you |we |people )?(?:find|search|look|spot|learn|know|mention|say|write) |which (?:companies|employers|countries)"
                    + "|who sponsors|where (?:do|can|to)|(?:companies|employers) (?:that|who|which) sponsor|we (?:predict|classify|model)|data ?set|model that|predict(?:s|ing)? (?:which )?visa)");

    private static final Pattern DRUG = WordPatterns.any(
            "\\b\\d+ ?mg\\b(?!/)",
            "\\b(?:pills?(?! (?:data|image|class))|meds?|medication|medicine|antidepress\\w*|ssris?|adderall|ritalin|concerta|vyvanse|modafinil|xanax|valium|lexapro|prozac|zoloft"
                    + "|sertraline|beta ?blockers?|propranolol|melatonin|lithium|sleeping (?:pills?|tablets?)|painkillers?|ibuprofen|nicotine|nootropics?|weed|cannabis|cbd"
                    + "|energy drinks?|caffeine|vitamins?|supplements?|(?:my|the) dos(?:e|age)(?! of)|self[- ]medicat\\w+)\\b");
    private static final Pattern DRUG_VERDICT = WordPatterns.any(
            "\\b(?:should|shall|can|could|may|must|do) i (?:stop|take|start|quit|skip|increase|double|use|try|mix|combine|drink|need|have|get|tell|hide|drop|self)\\b",
            "\\b(?:which|what) (?:pill|med|medication|medicine|dose|drug|supplement|painkiller)\\w*\\b",
            "\\bis (?:it|this|that|\\d+ ?mg)\\b.{0,30}\\b(?:ok|okay|safe|normal|too much|dangerous|fine)\\b",
            "\\bhow (?:much|many|long)\\b.{0,40}\\b(?:safe|take|mg|allowed)\\b",
            "\\bhow (?:do|can|should) i (?:come off|get off|taper|wean|stop taking)\\b",
            "\\bor skip my\\b");
    private static final Pattern CONDITION = WordPatterns.any(
            "\\b(?:stopped (?:eating|sleeping)|lost \\d+ ?(?:kilos?|kg|pounds|lbs)|bipolar|adhd|autis\\w+|ocd|ptsd|depression|depressed|panic attacks?|chest pain|migraines?"
                    + "|carpal tunnel|rsi|tendonitis|wrists?|insomnia|therap(?:y|ist)|doctor|psychiatr\\w+|blood pressure|pregnan\\w+|palpitations|heart (?:attack|rate|races?|racing|problems?)"
                    + "|concussion|tingling|faint(?:ed|ing)|stroke|seizures?|headaches|cough\\w*|fever|vomit\\w*|surgery|diabet\\w+|epilep\\w+|asthma|ibs|(?:back|neck|shoulder|chest|wrist) pain|diagnos(?:ed|is))\\b",
            "\\b(?:hands?|fingers?|arms?|legs?|feet|face) (?:\\w+ ){0,2}numb\\b|\\bmy eyes (?:hurt|burn)|\\b(?:see|seeing) double\\b|\\bblurred vision\\b|\\bmy (?:back|neck|shoulders?|hands?|arms?|head|stomach) hurts?\\b"
                    + "|\\bi(?:'m| am| feel| get| felt) (?:\\w+ )?dizzy\\b(?! (?:from|of))",
            "\\b(?:my symptoms|symptoms of (?:depression|adhd|burnout|anxiety|a ))",
            "\\bcry(?:ing)? (?:each|every) (?:day|night)\\b|\\bnot slept\\b|\\bsleep(?:ing)? (?:only )?\\d hours?\\b|\\b(?:can'?t|can ?not) sleep\\b");
    private static final Pattern CONDITION_VERDICT = WordPatterns.any(
            "\\bdo (?:i|you think i) have\\b|\\bdo i need (?:therapy|treatment|surgery|meds|medication|help|an? (?:doctor|therapist|mri|scan|test)|to see)\\b",
            "\\bam i (?:just )?(?:depressed|bipolar|autistic|adhd|sick|ill)\\b",
            "\\bknow if i (?:have|am)\\b|\\bi (?:think|guess) i(?:'?m| am| have| might have)\\b|\\bis my \\w+ (?:from|caused|because|normal|serious|dangerous)\\b|\\bam i allowed\\b",
            "\\bis (?:it|this|that) (?:just )?(?:an? )?(?:\\w+ )?(?:stress|heart|normal|safe|serious|dangerous|ok|adhd|anxiety|depression|burnout|migraine|panic|stroke|carpal|cancer)",
            "\\bis (?:it|this|that)\\b.{0,30}\\b(?:ok|okay|safe|normal|serious|dangerous|harmful)\\b",
            "\\bshould i (?:see|worry|listen|go to|get (?:help|tested|checked|diagnosed|an? (?:mri|scan|test|blood test|x-?ray))|be worried|call)\\b",
            "\\bcan i (?:still )?(?:code|work|study|drink|drive|exercise|type|go)\\b",
            "\\bhow long\\b.{0,40}\\bheal\\b|\\b(?:which|what) (?:medicine|exercises?|treatment|diet)\\b",
            "\\bor (?:a )?(?:stroke|heart|depression|adhd|burnout)\\b");
    private static final Pattern MEDICAL_TECHNICAL = WordPatterns.any(
            "\\b(?:data ?set|classif\\w+|predict(?:s|ing|ion|ive)?|survival analysis|segmentation|f1|auc|medical imag\\w+|radiolog\\w+|patients|overfit\\w*|tweets)\\b");

    private SensitiveTopics() {}

    static Optional<Case> personalCase(String text) {
        String words = text.toLowerCase(Locale.ROOT).replace('’', '\'').replaceAll("\\s+", " ");
        if (!FIRST_PERSON.matcher(words).find()) {
            return Optional.empty();
        }
        if (isMedical(words)) {
            return Optional.of(Case.MEDICAL);
        }
        if (has(words, VISA_WORDS) && has(words, VISA_VERDICT) && !has(words, VISA_GENERAL)) {
            return Optional.of(Case.VISA);
        }
        boolean sum = has(words, MONEY) && has(words, PAY_WORDS) && has(words, PAY_VERDICT);
        if ((sum || has(words, PAY_OUTRIGHT)) && !has(words, PAY_GENERAL)) {
            return Optional.of(Case.PAY);
        }
        boolean legal = has(words, LEGAL_CASE) || (has(words, LEGAL_WORDS) && !has(words, LEGAL_GENERAL));
        return legal && has(words, LEGAL_VERDICT) ? Optional.of(Case.LEGAL) : Optional.empty();
    }

    private static boolean isMedical(String words) {
        boolean treatment = has(words, DRUG) && has(words, DRUG_VERDICT);
        boolean diagnosis = (has(words, CONDITION) || has(words, DRUG)) && has(words, CONDITION_VERDICT);
        return (treatment || diagnosis) && !has(words, MEDICAL_TECHNICAL);
    }

    private static boolean has(String words, Pattern pattern) {
        return pattern.matcher(words).find();
    }
}
