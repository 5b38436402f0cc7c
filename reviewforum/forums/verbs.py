"""What each verb of the log means, in words. A verb that is not here is shown as it stands."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Any] = {
    "forums.give_role": _("gave a role"),
    "forums.take_role": _("took a role back"),
    "evidence.receive": _("received contributions"),
    "evidence.import_start": _("began an import"),
    "evidence.import_pause": _("paused an import"),
    "evidence.import_resume": _("took an import up again"),
    "evidence.import_change_plan": _("changed how a file is read"),
    "evidence.import_describe": _("said more about a contribution to be imported"),
    "evidence.import_leave_out": _("left a file out of an import, or took it in again"),
    "evidence.import_leave_broken_out": _("left broken files out of an import"),
    "evidence.import_store": _("stored an import"),
    "evidence.import_discard": _("discarded an import"),
    "evidence.suggest": _("had codes suggested by a model"),
    "evidence.decide": _("decided on a code"),
    "evidence.decide_all": _("decided on all suggested codes"),
    "evidence.undo": _("undid a decision"),
    "evidence.finish": _("finished reading a passage"),
    "evidence.adjudicate": _("settled a disagreement between coders"),
    "evidence.split": _("split a passage"),
    "evidence.join": _("joined two passages"),
    "evidence.set_aside": _("set a contribution aside"),
    "evidence.restore": _("took a contribution up again"),
    "evidence.set_aside_passage": _("set a passage aside"),
    "evidence.restore_passage": _("took a passage up again"),
    "evidence.withdraw": _("withdrew a contribution"),
    "evidence.attribution": _("changed how a contribution is attributed"),
    "evidence.open_to_readers": _("changed whether readers find a contribution"),
    "evidence.add_translation": _("added a translation"),
    "evidence.save_search": _("kept a search"),
    "evidence.forget_search": _("removed a kept search"),
    "outcomes.create_report": _("began a report"),
    "outcomes.change_report": _("changed a report's frame"),
    "outcomes.add_section": _("added a section"),
    "outcomes.rename_section": _("renamed a section"),
    "outcomes.move_section": _("moved a section"),
    "outcomes.remove_section": _("removed a section"),
    "outcomes.add_paragraph": _("added a paragraph"),
    "outcomes.accept_paragraph": _("accepted a suggested paragraph"),
    "outcomes.move_paragraph": _("moved a paragraph"),
    "outcomes.split_paragraph": _("split a paragraph"),
    "outcomes.join_paragraph": _("joined two paragraphs"),
    "outcomes.remove_paragraph": _("removed a paragraph"),
    "outcomes.add_sentence": _("added a sentence"),
    "outcomes.save_sentence": _("changed a sentence"),
    "outcomes.accept_sentence": _("accepted a suggested sentence"),
    "outcomes.restore_sentence": _("restored a sentence"),
    "outcomes.move_sentence": _("moved a sentence"),
    "outcomes.split_sentence": _("split a sentence"),
    "outcomes.join_sentence": _("joined two sentences"),
    "outcomes.remove_sentence": _("removed a sentence"),
    "outcomes.suggest_extract": _("had a paragraph suggested from passages"),
    "outcomes.suggest_written": _("had a paragraph written by a model"),
    "outcomes.cite": _("cited a passage"),
    "outcomes.uncite": _("removed a citation"),
    "outcomes.set_stance": _("changed what a citation does"),
    "outcomes.waive": _("left evidence uncited, with a reason"),
    "outcomes.unwaive": _("took such a reason back"),
    "outcomes.circulate": _("circulated a draft for comment"),
    "outcomes.invite_again": _("invited a reviewer again"),
    "outcomes.open_review": _("opened a draft for comment"),
    "outcomes.comment": _("commented on a draft"),
    "outcomes.answer": _("answered a comment"),
    "outcomes.publish": _("published a report"),
    "outcomes.correct": _("corrected a published report"),
}


def sentence(verb: str) -> str:
    """What the verb means."""
    return str(VERBS.get(verb, verb))
