// KeyTests
