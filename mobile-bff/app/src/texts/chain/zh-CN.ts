type Words = Readonly<Record<string, string>>;

/** What breaks a chain of proof, and what its links have compared. */
export const chain = {
  broken: {
    BUNDLE_MALFORMED: '这不是一份证明文件，或文件已损坏。',
    TOKEN_MALFORMED: '票据的编码已损坏。',
    CLAIMS_MALFORMED: '票据的公开内容不合格式。',
    CERTIFICATE_UNTRUSTED: '签名证书不是由联盟的根证书签发的。',
    CERTIFICATE_OF_ANOTHER: '签名证书属于另一家医院。',
    CERTIFICATE_NOT_VALID_THEN: '登记时，医院的证书不在有效期内。',
    SIGNATURE_INVALID: '签名与票据不符：票据在签名之后被改动过。',
    DISCLOSURE_FOREIGN: '有一项内容不是医院签名时的内容：它被改动或添加过。',
    DISCLOSURE_DUPLICATED: '有一项内容出现了两次。',
    LEAF_FORMAT: '账本记录已损坏。',
    LEAF_TYPE: '账本记录不是开票记录。',
    COMMITMENT_DIFFERS: '账本记录属于另一张票据。',
    OUTCOME: '账本拒绝了这次开票。',
    INVOICE_ID_DIFFERS: '账本记录的票号不同。',
    TOTAL_DIFFERS: '账本记录的金额不同。',
    CLAIMABLE_DIFFERS: '账本记录的可报销金额不同。',
    MEMBER_DIFFERS: '账本记录来自另一家医院。',
    PROOF_FORMAT: '证明已损坏。',
    CHECKPOINT_FORMAT: '账本的总指纹无法读取。',
    INCLUSION: '由这条记录算不出账本的总指纹：记录或证明被改动过。',
    ORIGIN: '证明来自另一个账本。',
    EPOCH: '信任根不包括这一时期的账本。',
    HEADER: '证明中的区块头不正确。',
    LOG_SIGNATURE: '总指纹没有本联盟账本的有效签名。',
    COSIGNATURE: '一位成员的联署无效。',
    QUORUM: '联署的成员不足。',
    CRYPTO_UNAVAILABLE: '本浏览器在此页面上不提供密码功能。请用 https 打开，或换一个浏览器。',
    ED25519_UNAVAILABLE: '本浏览器不支持 Ed25519 签名，无法核对账本签名。请更新浏览器，或用离线工具核对。',
    SUITE_UNSUPPORTED: '部分成员以国密算法（SM2）联署，这种联署目前不计数，仅凭其余联署还不够。',
    ALGORITHM_UNSUPPORTED: '证书使用了本页面不支持的算法。请用离线工具核对。',
    TRUST_MALFORMED: '信任根文件无法读取，无法据此核对。',
    ISSUER_NAME_DIFFERS: '票面上的医院名称与签名证书登记的名称不同。',
    ANOTHER_INVOICE: '证明属于另一张票据。',
    TRUST_CHANGED: '本站给出的信任名单变了，按原先的名单无法核对。',
    TRUST_UNPROVEN: '本站的信任名单更新了，其证明暂时没有取到；按保存的名单还无法核对，请稍后重试。',
  } as Words,
  details: {
    origin: '账本名称', roots: '根证书数', documentCharacters: '票据字符数', leafBytes: '记录字节数', invoiceId: '票号',
    issuerCode: '统一社会信用代码', creditCode: '统一社会信用代码', totalFen: '总金额（分）', claimableFen: '可报销（分）',
    organization: '证书主体', member: '成员', certificate: '证书 SHA-256', algorithm: '算法', key: '公钥', disclosed: '所示项数',
    digests: '签名内的指纹数', document: '票据指纹', register: '账本中的指纹', operation: '操作', transactionId: '交易号',
    outcome: '结果', leafIndex: '记录序号', treeSize: '账本大小', pathLength: '路径长度', leafHash: '记录指纹', root: '总指纹',
    size: '账本大小', logKey: '账本公钥号', members: '联署成员', cosigned: '联署数', threshold: '所需联署数', cosignedAt: '联署完成',
    blockTime: '登记时间', notBefore: '证书生效', notAfter: '证书失效', reason: '原因', disclosure: '内容名称', suite: '算法套件',
    printed: '票面名称', registered: '证书登记名称', kept: '原先的名单', came: '现在的名单',
  } as Words,
  /** Whose signatures a bill has. */
  suites: {
    INTL: '国际算法：ECDSA P-256 与 SHA-256',
    GM: '国密算法：SM2 与 SM3',
  },
};

export type ChainWords = typeof chain;
