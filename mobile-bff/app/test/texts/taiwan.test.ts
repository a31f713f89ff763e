import { expect, test } from 'vitest';

const files = import.meta.glob<string>('../../src/texts/**/zh-TW.ts', { query: '?raw', import: 'default', eager: true });

/** What a converter of characters leaves standing: words of the mainland, where readers of traditional Chinese have others. */
const foreign = [
  '票據', '報銷', '核驗', '簽名', '聯署', '科室', '信息', '軟件', '網絡', '默認', '短信', '賬', '登錄', '文件夾', '用戶', '屏幕', '質量', '支持', '鏈接',
  '起付線', '到帳', '點按', '超時', '運維', '報文', '公鑰', '私鑰', '銀行卡', '參保', '沖紅', '列表', '退出登', '手機號登', '緩存', '保存到', '設備',
];

test('traditional Chinese is said in the words of its readers', () => {
  expect(Object.keys(files).length).toBe(6);
  for (const [file, text] of Object.entries(files)) {
    expect(foreign.filter((word) => text.includes(word)), file).toEqual([]);
  }
});
