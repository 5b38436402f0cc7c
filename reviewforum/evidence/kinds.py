"""What a passage is: the kinds it is coded to, in the six languages."""

from __future__ import annotations

KINDS: dict[str, dict[str, str]] = {
    "progress": {
        "en": "Progress", "fr": "Progrès", "ru": "Прогресс",
        "es": "Avance", "ar": "تقدم محرز", "zh": "进展",
    },
    "gap": {
        "en": "Gap or challenge", "fr": "Lacune ou difficulté", "ru": "Пробел или проблема",
        "es": "Brecha o dificultad", "ar": "ثغرة أو تحدٍّ", "zh": "差距或挑战",
    },
    "good-practice": {
        "en": "Good practice", "fr": "Bonne pratique", "ru": "Передовая практика",
        "es": "Buena práctica", "ar": "ممارسة جيدة", "zh": "良好做法",
    },
    "recommendation": {
        "en": "Recommendation", "fr": "Recommandation", "ru": "Рекомендация",
        "es": "Recomendación", "ar": "توصية", "zh": "建议",
    },
    "critical-message": {
        "en": "Critical message", "fr": "Message critique", "ru": "Критическое послание",
        "es": "Mensaje crítico", "ar": "رسالة حاسمة", "zh": "关键信息",
    },
}  # fmt: skip
