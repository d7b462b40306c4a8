// VaultTests
