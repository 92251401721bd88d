package io.github.mlmentor.mentoring;

/** The ids of buttons and forms. A form that a button opens has the button's id. */
final class Acts {
    static final String OURS = "m_";

    static final String ASK = "m_ask";
    static final String WRONG = "m_wrong";
    static final String SOLVED = "m_solved";
    static final String MORE = "m_more";

    static final String CLAIM = "m_claim";
    static final String ANSWER = "m_answer";
    static final String DISMISS = "m_dismiss";
    static final String REASSIGN = "m_reassign";
    static final String RESOLVE = "m_resolve";
    static final String REOPEN = "m_reopen";
    static final String TRACE = "m_trace";

    static final String KNOWLEDGE = "m_knowledge";
    static final String FIX = "m_fix";
    static final String APPROVE = "m_approve";
    static final String EDIT = "m_edit";
    static final String REJECT = "m_reject";
    static final String CONFIRM = "m_confirm";
    static final String REVISE = "m_revise";
    static final String GAP = "m_gap";

    private Acts() {}
}
