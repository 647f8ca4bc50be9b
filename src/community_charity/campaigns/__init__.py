"""Fundraising campaigns: who raises for what, when and how; solicitors; gifts that belong to one (募捐活动)."""
