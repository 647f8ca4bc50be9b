"""To and from other programs (数据交换). Each format has a module of its own, and an extra where it needs a package."""
